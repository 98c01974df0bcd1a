//! [`Question`]: a request that must be refused, without a customer.

use deepvue_digilocker::Operation;
use deepvue_digilocker::contract::Contract;
use http::StatusCode;
use serde_json::{Value, json};

/// Values that belong to nobody, for the members that could name somebody.
const NOBODYS: [(&str, &str); 4] = [
    ("purpose", "Contract probe without a customer"),
    ("initial_deepvue_transaction_id", "00000000000000000000000000000000"),
    ("digilocker_code", "no-such-code"),
    ("uri", "no-such-document"),
];

/// A request that the vendor must refuse.
pub(super) struct Question {
    pub(super) operation: Operation,
    pub(super) flaw: Flaw,
    pub(super) body: Value,
}

/// Why the vendor must refuse it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    NoKeys,
    WrongKeys,
    NoConsent,
    UnknownDocument,
    UnknownSession,
}

impl Flaw {
    pub(super) fn says(self) -> &'static str {
        match self {
            Self::NoKeys => "without keys",
            Self::WrongKeys => "with a made-up client id and secret",
            Self::NoConsent => "with your keys, without consent",
            Self::UnknownDocument => "with your keys, for a document that does not exist",
            Self::UnknownSession => "with your keys, about a session that does not exist",
        }
    }

    /// Whether the question carries the real keys.
    pub(super) fn has_keys(self) -> bool {
        !matches!(self, Self::NoKeys | Self::WrongKeys)
    }

    /// Returns the statuses with which the vendor may refuse it.
    pub(super) fn statuses(self) -> &'static [StatusCode] {
        use StatusCode as Status;
        match self {
            // Stated in the reference.
            Self::NoKeys | Self::WrongKeys => &[Status::UNAUTHORIZED],
            // Values that are not acceptable. A sample has a 422 for a missing consent, and no page states a status for it. Of
            // an unknown document the reference says nothing.
            Self::NoConsent | Self::UnknownDocument => &[Status::BAD_REQUEST, Status::UNPROCESSABLE_ENTITY],
            // The reference is silent: it may be a value that is not acceptable, or no valid token.
            Self::UnknownSession => &[Status::BAD_REQUEST, Status::FORBIDDEN, Status::UNPROCESSABLE_ENTITY],
        }
    }
}

/// Lists all questions, those without keys first, so that a broken set-up ends before a key is sent.
pub(super) fn all(contract: &Contract) -> Vec<Question> {
    let mut questions = Vec::new();
    for operation in Operation::ALL.iter().copied() {
        let body = body(contract, operation);
        // Only a session that is started can lack a customer without naming one.
        let last = match body.get("initial_deepvue_transaction_id") {
            Some(_) => Flaw::UnknownSession,
            None => Flaw::UnknownDocument,
        };
        questions.extend([Flaw::NoKeys, Flaw::WrongKeys, Flaw::NoConsent, last].map(|flaw| {
            let mut body = body.clone();
            match flaw {
                Flaw::NoConsent => drop(body.as_object_mut().map(|body| body.remove("consent"))),
                Flaw::UnknownDocument => body["doc_types"] = json!(["no_such_document"]),
                Flaw::NoKeys | Flaw::WrongKeys | Flaw::UnknownSession => {}
            }
            Question { operation, flaw, body }
        }));
    }
    questions.sort_by_key(|question| question.flaw.has_keys());
    questions
}

/// Returns the documented sample of a request, with nobody's values.
fn body(contract: &Contract, operation: Operation) -> Value {
    let spec = contract.document();
    let request = &spec["paths"][operation.path()][operation.method().to_ascii_lowercase()]["requestBody"];
    let mut body = request["content"]["application/json"]["example"].clone();
    for (name, value) in NOBODYS {
        if let Some(member) = body.get_mut(name) {
            *member = json!(value);
        }
    }
    body
}
