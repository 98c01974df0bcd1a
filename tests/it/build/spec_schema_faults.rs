//! A broken schema ends the build, too: a marker that would protect nothing, a null that would fail a response, a type without a
//! name.

use crate::support::generator::{Edit, check, edited, fault, generate};
use crate::support::spec;

const FAULTS: &[Edit] = &[
    // Markers.
    (
        "          x-evidence: stated\n          items:",
        "          x-evidence: stated\n          x-sensitive: true\n          items:",
        "x-sensitive: true",
        "schema InitiateSessionRequest, property doc_types: x-sensitive stands on something that is not a plain string; mark a string without format, enum, pattern or length",
    ),
    (
        "          x-sensitive: true\n        redirect_url:",
        "          x-senstive: true\n        redirect_url:",
        "x-senstive: true",
        "schema InitiateSessionRequest, property purpose: `x-senstive` is no keyword of a schema; correct it to one of x-evidence, x-masked, x-repair, x-sensitive",
    ),
    (
        "          x-sensitive: true\n        redirect_url:",
        "          x-sensitive: true\n          minLength: 1\n        redirect_url:",
        "x-sensitive: true",
        "schema InitiateSessionRequest, property purpose: x-sensitive stands on something that is not a plain string; mark a string without format, enum, pattern or length",
    ),
    (
        "          x-sensitive: true\n        redirect_url:",
        "          x-sensitive: yes please\n        redirect_url:",
        "x-sensitive: yes please",
        "schema InitiateSessionRequest, property purpose: x-sensitive is `true` or `false`; correct it",
    ),
    (
        "      x-evidence: stated\n      enum: [\"Y\"]",
        "      x-evidence: stated\n      x-sensitive: true\n      enum: [\"Y\"]",
        "x-sensitive: true",
        "schema ConsentFlag: x-sensitive stands on something that is not a plain string; mark a string without format, enum, pattern or length",
    ),
    (
        "x-masked: true\n",
        "x-masked: yes please\n",
        "x-masked: yes please",
        "schema EaadhaarData, property masked_uid: x-masked is `true` or left out; correct it",
    ),
    (
        "          x-masked: true\n          x-evidence: sample\n          x-sensitive: true\n",
        "          x-masked: true\n          x-evidence: sample\n",
        "x-masked: true",
        "schema EaadhaarData, property masked_uid: x-masked stands on something that is not x-sensitive; mark it x-sensitive: true",
    ),
    (
        "x-repair: yes-no\n",
        "x-repair: maybe\n",
        "x-repair: maybe",
        "schema AccessTokenData, property eaadhaar: a property needs x-repair; write one of never, yes-no",
    ),
    (
        "          description: How long the documents can be asked for. That it counts seconds is inferred.\n",
        "          description: x\n          x-repair: never\n",
        "x-repair: never",
        "schema AccessTokenData, property expires_in: x-repair stands on something that is not a string; remove it",
    ),
    // A null that the generated types would not take.
    (
        "    IssuedFile:\n      type: object\n",
        "    IssuedFile:\n      type: object\n      nullable: true\n",
        "items:",
        "schema IssuedFilesResponse, property data, items: what stands here is nullable, and the generator can take a null only in place of a property; remove nullable",
    ),
    (
        "          items:\n            type: string\n",
        "          items:\n            type: string\n            nullable: true\n",
        "items:",
        "schema IssuedFile, property mime, items: what stands here is nullable, and the generator can take a null only in place of a property; remove nullable",
    ),
    (
        "    SessionData:\n      type: object\n",
        "    SessionData:\n      type: object\n      additionalProperties:\n        type: string\n        nullable: true\n        x-sensitive: false\n",
        "additionalProperties:",
        "schema SessionData, additionalProperties: what stands here is nullable, and the generator can take a null only in place of a property; remove nullable",
    ),
    (
        "    SessionData:\n      type: object\n",
        "    SessionData:\n      type: object\n      not:\n        $ref: \"#/components/schemas/ProofOfAddress\"\n",
        "not:",
        "schema SessionData, not: what stands here is nullable, and the generator can take a null only in place of a property; remove nullable",
    ),
    (
        "        data:\n          $ref: \"#/components/schemas/SessionData\"\n",
        "        data:\n          description: x\n          x-evidence: stated\n          allOf:\n            - $ref: \"#/components/schemas/ProofOfAddress\"\n",
        "- $ref: \"#/components/schemas/ProofOfAddress\"",
        "schema InitiateSessionResponse, property data, allOf, part 1: what stands here is nullable, and the generator can take a null only in place of a property; remove nullable",
    ),
    (
        "        - type: integer\n",
        "        - type: integer\n          nullable: true\n",
        "- type: integer",
        "schema LocationPart, oneOf, part 2: what stands here is nullable, and the generator can take a null only in place of a property; remove nullable",
    ),
    (
        "    FetchFileResponse:\n      type: object\n",
        "    FetchFileResponse:\n      type: object\n      nullable: true\n",
        "schema:",
        "response FileFetched, content application/json, schema: what stands here is nullable, and the generator can take a null only in place of a property; remove nullable",
    ),
    (
        "    FetchFileRequest:\n      type: object\n",
        "    FetchFileRequest:\n      type: object\n      nullable: true\n",
        "schema:",
        "operation fetch_file, request body, content application/json, schema: what stands here is nullable, and the generator can take a null only in place of a property; remove nullable",
    ),
    // In place.
    (
        "        redirect_url:\n",
        "        device:\n          type: object\n          description: x\n          x-evidence: stated\n          properties:\n            name:\n              type: string\n              description: x\n              x-evidence: stated\n              x-sensitive: true\n        redirect_url:\n",
        "device:",
        "schema InitiateSessionRequest, property device: an object is described in place; move it to #/components/schemas/, where it gets a name, and refer to it",
    ),
    (
        "          items:\n            $ref: \"#/components/schemas/IssuedFile\"\n",
        "          items:\n            type: object\n            description: x\n            properties:\n              size:\n                type: integer\n                description: x\n                x-evidence: sample\n",
        "items:",
        "schema IssuedFilesResponse, property data, items: an object is described in place; move it to #/components/schemas/, where it gets a name, and refer to it",
    ),
    (
        "    SessionData:\n      type: object\n",
        "    SessionData:\n      type: object\n      additionalProperties:\n        type: object\n        properties: {}\n",
        "additionalProperties:",
        "schema SessionData, additionalProperties: an object is described in place; move it to #/components/schemas/, where it gets a name, and refer to it",
    ),
    (
        "        redirect_url:\n",
        "        device:\n          description: x\n          x-evidence: stated\n          oneOf:\n            - type: integer\n            - type: boolean\n        redirect_url:\n",
        "device:",
        "schema InitiateSessionRequest, property device: a value with oneOf is described in place; move it to #/components/schemas/, where it gets a name, and refer to it",
    ),
    (
        "        redirect_url:\n",
        "        device:\n          type: string\n          description: x\n          x-evidence: stated\n          enum: [phone, desk]\n        redirect_url:\n",
        "device:",
        "schema InitiateSessionRequest, property device: a value with enum is described in place; move it to #/components/schemas/, where it gets a name, and refer to it",
    ),
    // What every string says.
    (
        "          x-sensitive: true\n        redirect_url:",
        "        redirect_url:",
        "purpose:",
        "schema InitiateSessionRequest, property purpose: the string does not say whether it is personal data; write x-sensitive: true or x-sensitive: false",
    ),
    (
        "      x-evidence: stated\n      x-sensitive: false\n",
        "      x-evidence: stated\n",
        "EnvelopeSubCode:",
        "schema EnvelopeSubCode: the string does not say whether it is personal data; write x-sensitive: true or x-sensitive: false",
    ),
    (
        "            type: string\n            x-sensitive: false\n",
        "            type: string\n",
        "items:",
        "schema IssuedFile, property mime, items: the string does not say whether it is personal data; write x-sensitive: true or x-sensitive: false",
    ),
    (
        "        - type: string\n          description: A property's name.\n          x-sensitive: false\n",
        "        - type: string\n          description: A property's name.\n",
        "- type: string",
        "schema LocationPart, oneOf, part 1: the string does not say whether it is personal data; write x-sensitive: true or x-sensitive: false",
    ),
    (
        "            type: string\n            x-sensitive: false\n",
        "            type: string\n            x-sensitive: true\n",
        "x-sensitive: true",
        "schema IssuedFile, property mime, items: x-sensitive stands on something that is not a property; move it to the property",
    ),
    (
        "          x-evidence: stated\n          items:",
        "          x-evidence: stated\n          x-sensitive: false\n          items:",
        "x-sensitive: false",
        "schema InitiateSessionRequest, property doc_types: x-sensitive stands on something that is not a string; remove it",
    ),
    (
        "          x-masked: true\n          x-evidence: sample\n          x-sensitive: true\n",
        "          x-masked: true\n          x-evidence: sample\n          x-sensitive: false\n",
        "x-masked: true",
        "schema EaadhaarData, property masked_uid: x-masked stands on something that is not x-sensitive; mark it x-sensitive: true",
    ),
    (
        "      description: The document.\n",
        "      description: The document.\n      x-sensitive: true\n",
        "x-sensitive: true",
        "response FileFetched: x-sensitive stands on something that is not a schema; move it to the property that it is about",
    ),
    (
        "    DocType:\n      type: string\n",
        "    DocType:\n      x-masekd: true\n      type: string\n",
        "x-masekd: true",
        "schema DocType: `x-masekd` is no keyword of a schema; correct it to one of x-evidence, x-masked, x-repair, x-sensitive",
    ),
];

#[test]
fn every_fault_is_one_sentence_with_file_line_place_and_remedy() {
    check(FAULTS);
}

#[test]
fn a_schema_is_named_like_a_type_and_only_properties_refer_to_what_is_protected() {
    let (line, sentence) = fault(&spec::text().replace("UnavailableError", "unavailable_error"));
    assert_eq!(line, "unavailable_error:");
    assert!(sentence.ends_with("a schema is named like its Rust type; write the name in UpperCamelCase"));
    let plain = "    Word:\n      type: string\n      description: x\n      x-evidence: stated\n      x-sensitive: true\n\n";
    let spec = edited("    IssuedFile:\n", &format!("{plain}    IssuedFile:\n"));
    generate(&spec).unwrap();
    let items = "            type: string\n            x-sensitive: false\n";
    assert!(spec.contains(items));
    let refer = "            $ref: \"#/components/schemas/Word\"\n";
    let (line, sentence) = fault(&spec.replacen(items, refer, 1));
    assert_eq!(line, "items:");
    assert!(sentence.starts_with(
        "schema IssuedFile, property mime, items: what stands here is x-sensitive, and the generator can protect a property only"
    ));
}

#[test]
fn a_component_is_no_second_name_of_another() {
    for (section, first, second) in [("schemas", "IssuedFile", "Same"), ("responses", "FileFetched", "Same")]
    {
        let target = format!("    {first}:\n");
        let alias = format!("    {second}:\n      $ref: \"#/components/{section}/{first}\"\n\n{target}");
        let (line, sentence) = fault(&edited(&target, &alias));
        assert_eq!(line, format!("$ref: \"#/components/{section}/{first}\""));
        assert!(
            sentence.contains(" Same: a component that only refers to another is no type of its own"),
            "{sentence}"
        );
    }
}

#[test]
fn a_header_says_nothing_of_a_person() {
    // Nothing is generated of it.
    let response = "      description: The document.\n";
    let header = "      headers:\n        X-Id:\n          description: An id.\n          x-evidence: stated\n          \
                  schema:\n            type: string\n            pattern: \"^[0-9]+$\"\n";
    generate(&edited(response, &format!("{response}{header}"))).unwrap();
}
