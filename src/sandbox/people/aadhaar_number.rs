//! Tells a number that could be a real person's Aadhaar.

const DIGITS: usize = 12;

/// The products of the Verhoeff checksum.
const PRODUCT: [[u8; 10]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
    [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
    [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
    [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
    [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
    [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
    [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
    [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
];

/// What becomes of a digit at each place, counted from the end.
const PERMUTED: [[u8; 10]; 8] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
    [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
    [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
    [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
    [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
    [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
    [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
];

/// Returns whether a text holds twelve digits that could be a real Aadhaar number, however they are grouped.
pub(super) fn is_in(text: &str) -> bool {
    let mut digits = Vec::new();
    // Where groups of digits start, and where the last one ends.
    let mut bounds = vec![0];
    // A letter ends a number, and so does the end of the text.
    for letter in text.chars().chain(['X']) {
        match digit(letter) {
            Some(digit) => digits.push(digit),
            // Blanks, punctuation, and what can't be seen: a number may be grouped with any of them.
            None if !letter.is_alphanumeric() => bounds.push(digits.len()),
            None => {
                bounds.push(digits.len());
                if bounds.iter().any(|start| starts_one(&digits, &bounds, *start)) {
                    return true;
                }
                (digits, bounds) = (Vec::new(), vec![0]);
            }
        }
    }
    false
}

fn starts_one(digits: &[u8], bounds: &[usize], start: usize) -> bool {
    let end = start + DIGITS;
    bounds.contains(&end) && digits.get(start..end).is_some_and(could_be_real)
}

/// Reads a digit of any script that has its ten digits in a row, as those of India do.
fn digit(letter: char) -> Option<u8> {
    const ZEROS: [u32; 13] =
        [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xff10];
    let code = u32::from(letter);
    let zero = ZEROS.into_iter().find(|zero| (*zero..*zero + 10).contains(&code))?;
    u8::try_from(code - zero).ok()
}

fn could_be_real(digits: &[u8]) -> bool {
    digits.first().is_some_and(|first| *first >= 2) && checksum(digits) == Some(0)
}

fn checksum(digits: &[u8]) -> Option<u8> {
    digits.iter().rev().zip(PERMUTED.iter().cycle()).try_fold(0_u8, |sum, (digit, permuted)| {
        let permuted = permuted.get(usize::from(*digit))?;
        PRODUCT.get(usize::from(sum))?.get(usize::from(*permuted)).copied()
    })
}
