//! [`Authorize`]: the second step of the journey. The customer is back, and the callback's code is exchanged.

use std::time::Duration;

use crate::client::Client;
use crate::error::{Error, ErrorKind, Failure, Rule, VendorResponse, blank_rule, check_input};
use crate::generated::types::{AccessTokenData, AccessTokenRequest, ConsentFlag};
use crate::http::hooks::Api;
use crate::http::limits::Limits;
use crate::journey::access::{DocumentAccess, StoredAccess, rules};
use crate::journey::call_settings::call_settings;
use crate::journey::callback::Callback;
use crate::journey::session::Session;
use crate::operation::Operation;
use crate::privacy::sensitive::Sensitive;

/// The error code of a refusal in OAuth 2.0 (inferred).
const ACCESS_DENIED: &str = "access_denied";

/// Says how a callback's `state` is checked against the session.
///
/// ```no_run
/// use deepvue_digilocker::{Callback, Client, Session, StateCheck};
///
/// # async fn example(client: Client, session: Session, callback: Callback) -> Result<(), deepvue_digilocker::Error> {
/// let documents = client.authorize(&session, callback).state_check(StateCheck::Off).await?;
/// # Ok(()) }
/// ```
///
/// The check is not a defence on its own: an attacker can start a session and knows its `state`. A forged callback is
/// harmless because the session comes from the browser's own cookie, and never from what the callback names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum StateCheck {
    /// The `state` must equal the session's transaction id, and a code needs one. A denial does not: nothing is sent
    /// for it, and a forged one has no effect as long as the session is kept ([`Callback::state`]). That the vendor
    /// sends this `state` is inferred: in the reference's sample, the authorization URL's `state` is the transaction
    /// id.
    #[default]
    MatchesTransaction,
    /// The `state` is not checked.
    Off,
}

/// Exchanges the code of a customer who is back; returned by [`Client::authorize`].
///
/// ```no_run
/// use deepvue_digilocker::{Callback, Client, Session};
///
/// # async fn example(client: Client, session: Session, callback: Callback) -> Result<(), deepvue_digilocker::Error> {
/// match client.authorize(&session, callback.clone()).await {
///     Ok(documents) => println!("until {:?}", documents.expires_at()),
///     Err(error) if error.can_reuse_callback() => println!("the same callback can be used again: {error}"),
///     Err(error) => return Err(error), // the customer starts again
/// }
/// # Ok(()) }
/// ```
///
/// Dropping the future of [`send`](Authorize::send) stops waiting, but the code may be used up by then. Spawn the call
/// if a browser that disconnects would drop it.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until it is awaited"]
pub struct Authorize {
    client: Client,
    session: Session,
    callback: Callback,
    state_check: StateCheck,
    max_session_age: Duration,
    limits: Limits,
}

impl Client {
    /// Continues a session when the customer is back: checks that the callback belongs to it, and exchanges the code.
    ///
    /// `session` must be the one that this very browser has started, from its own cookie or server-side session.
    /// Nothing happens before [`send`](Authorize::send).
    ///
    /// From the vendor's page [Access Token](https://docs.deepvue.ai/reference/digilocker-kyc/digilocker/access-token).
    pub fn authorize(&self, session: &Session, callback: Callback) -> Authorize {
        Authorize {
            client: self.clone(),
            session: session.clone(),
            callback,
            state_check: StateCheck::default(),
            max_session_age: Duration::from_secs(60 * 60),
            limits: self.limits(),
        }
    }
}

call_settings!(Authorize => DocumentAccess);

impl Authorize {
    /// Sets how the callback's `state` is checked against the session; [`StateCheck::MatchesTransaction`] by default.
    pub fn state_check(mut self, state_check: StateCheck) -> Self {
        self.state_check = state_check;
        self
    }

    /// Sets how old the session may be, by the client's clock; one hour by default. Its lifetime at the vendor is
    /// undocumented.
    pub fn max_session_age(mut self, age: Duration) -> Self {
        self.max_session_age = age;
        self
    }

    /// Checks the callback, and exchanges its code. A code is never sent again once it may have been delivered: only a
    /// connection that could not be made, and a 429, are retried.
    ///
    /// # Errors
    ///
    /// Returns an error before anything is sent: [`ErrorKind::StateMismatch`], [`ErrorKind::ConsentDenied`],
    /// [`ErrorKind::ConsentFailed`], [`ErrorKind::SessionExpired`], [`ErrorKind::InvalidInput`]. Any other kind is the
    /// result of the call. If [`Error::can_reuse_callback`] is true, because nothing was sent or a rate limit refused the
    /// call, the same callback can be passed again. Otherwise its code may be used up, and the customer has to start
    /// again.
    pub async fn send(self) -> Result<DocumentAccess, Error> {
        let api = self.client.call(Operation::AccessToken, self.limits);
        let ((stored, data), origin) = api.inner.track(self.run(&api)).await?;
        Ok(DocumentAccess::new(self.client, stored, data, origin))
    }

    async fn run(
        &self,
        api: &Api,
    ) -> Result<((StoredAccess, AccessTokenData), VendorResponse), Box<Failure>> {
        let code = self.checked_code()?;
        let Session { purpose, transaction_id, .. } = &self.session;
        let rules = rules(purpose, transaction_id, self.limits);
        check_input(rules.into_iter().chain([Rule::new("/body/digilocker_code", blank_rule(&code))]))?;
        let request = AccessTokenRequest::builder()
            .consent(ConsentFlag::Y)
            .purpose(purpose.clone())
            .initial_deepvue_transaction_id(transaction_id.clone())
            .digilocker_code(code.clone());
        let send = || api.access_token().body(request.clone()).send();
        let (success, response) =
            api.inner.send(send, &[Some(purpose), Some(transaction_id), Some(&code)]).await?;
        let data = success.data.unwrap_or_default();
        let stored = StoredAccess::new(&self.session, self.client.now(), &data);
        Ok(((stored, data), response))
    }

    fn checked_code(&self) -> Result<Sensitive<String>, Box<Failure>> {
        let session = self.session.transaction_id();
        let refused = |kind, summary: &str| Err(Box::new(Failure::callback_rejected(kind, summary, session)));
        let state = self.callback.state().map(|state| state.expose().as_str());
        let is_checked = self.state_check == StateCheck::MatchesTransaction;
        if is_checked && state.is_some_and(|state| state != session) {
            return refused(
                ErrorKind::StateMismatch,
                "the callback's state is not the session's transaction id (StateCheck::MatchesTransaction)",
            );
        }
        let code = match &self.callback {
            Callback::Granted { .. } if is_checked && state.is_none() => {
                return refused(
                    ErrorKind::StateMismatch,
                    "the callback has no state to check against the session; StateCheck::Off accepts that",
                );
            }
            Callback::Granted { code, .. } => code,
            Callback::Denied { error, .. } if error.expose() == ACCESS_DENIED => {
                return refused(ErrorKind::ConsentDenied, "the customer came back without consent");
            }
            Callback::Denied { .. } => {
                return refused(ErrorKind::ConsentFailed, "the customer came back with an error");
            }
        };
        let age = self.client.now().duration_since(self.session.created_at()).unwrap_or_default();
        if age > self.max_session_age {
            return refused(
                ErrorKind::SessionExpired,
                "the session is older than max_session_age; the customer has to start again",
            );
        }
        Ok(code.clone())
    }
}
