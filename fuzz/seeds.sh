#!/usr/bin/env bash
# Fills fuzz/corpus/, or another folder, with seeds: those in fuzz/seeds/, and what the tests' fixtures have.
set -euo pipefail
shopt -s nullglob globstar
into=$(realpath --canonicalize-missing "${1:-$(dirname "$0")/corpus}")
cd "$(dirname "$0")"

ours=../tests/fixtures theirs=../crates/openapi-drift/tests/fixtures
# The largest seed: large ones make each run slow, and what they have is in small ones, too.
max_bytes=20000

# Writes a seed from bytes in octal, as printf has them, and files.
seed() {
    local target=$1 name=$2 start=$3
    shift 3
    { printf "$start" && cat "$@"; } >"$into/$target/$name"
}
small() { [ "$(stat --format %s "$1")" -le $max_bytes ]; }
octal() { printf '\\%03o' "$1"; }
# A name for a seed from the path of a file.
name_of() { local path=${1#"$theirs/"} && path=${path#"$ours/"} && tr '/ ' '--' <<<"$path"; }

for target in fuzz_targets/*.rs; do
    target=$(basename "$target" .rs)
    mkdir -p "$into/$target"
    for file in seeds/"$target"/*; do
        cp "$file" "$into/$target/seed-$(basename "$file")"
    done
done

# The operation, in the order of `Operation::ALL`, and five times the place of the status in the target's list.
operations=(access-token eaadhaar fetch-file initiate-session issued-files)
statuses=(200 201 400 401 403 422 429 500 503)
for operation in "${!operations[@]}"; do
    for status in "${!statuses[@]}"; do
        for file in "$ours/${operations[operation]}.${statuses[status]}.json" "$ours/initiate-session.${statuses[status]}.json"; do
            [ -e "$file" ] || continue
            name=${operations[operation]}-${statuses[status]}-$(basename "$file")
            seed responses "$name" "$(octal $((operation + 5 * status)))" "$file"
        done
    done
done

# The stored forms, in the order of the target's list.
forms=(session access consent-record issued-files callback)
for form in "${!forms[@]}"; do
    for file in "$ours/stored/${forms[form]}"*.json; do
        seed stored "$(basename "$file")" "$(octal "$form")" "$file"
    done
done

for file in "$theirs"/**/*.har; do
    small "$file" || continue
    name=$(name_of "$file")
    seed recordings "0-$name" '\000' "$file"
    seed recordings "1-$name" '\001' "$file"
done
for file in "$theirs"/**/rec/*.json "$theirs"/formats/*/*.json "$ours"/*.json; do
    small "$file" || continue
    name=$(name_of "$file")
    seed recordings "4-$name" '\004\000' "$file"
    seed recordings "5-$name" '\005\006' "$file"
done

for file in "$theirs"/**/openapi.yaml "$theirs"/openapi/*.json "$theirs"/formats/shop.json documents/*.yaml; do
    small "$file" || continue
    name=$(name_of "$file")
    seed documents "$name" '\001\005\000' "$file"
done
for base in "$theirs"/oasdiff/*base*.yaml; do
    revision=${base/base/revision}
    [ -e "$revision" ] || continue
    { printf '\000\000\000' && cat "$base" && printf '\n===\n' && cat "$revision"; } >"$into/documents/$(basename "$base")"
done

cp "$ours/baseline.toml" "$into/baselines/"
