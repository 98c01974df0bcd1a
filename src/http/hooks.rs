//! The hooks of the generated client. `exec` can only return a response, so the result travels beside it, in the call.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, StatusCode};
use progenitor_client::{ClientHooks, ClientInfo, OperationInfo};
use reqwest::{Request, Response, ResponseBuilderExt as _};

use super::call::Call;
use super::credentials::Credentials;
use crate::generated;
use crate::generated::constants::{CLIENT_ID_HEADER, CLIENT_SECRET_HEADER};

/// The generated client, set up for one call.
pub(crate) type Api = generated::Client;

pub(crate) fn api(base_url: &str, http: reqwest::Client, call: Call) -> Api {
    generated::Client::new_with_client(base_url, http, call)
}

const API_VERSION: HeaderName = HeaderName::from_static("api-version");

impl ClientHooks<Call> for generated::Client {
    async fn pre<E>(
        &self,
        request: &mut Request,
        _: &OperationInfo,
    ) -> Result<(), progenitor_client::Error<E>> {
        let headers = request.headers_mut();
        // progenitor adds this header, which the vendor does not document; the build leaves it out where it can.
        headers.remove(API_VERSION);
        put_keys(self.inner().credentials(), headers);
        Ok(())
    }

    /// Makes one attempt. Never returns an error, whatever happens: `Call::run` takes the result out of the call.
    async fn exec(&self, request: Request, _: &OperationInfo) -> reqwest::Result<Response> {
        let call = self.inner();
        let result = call.attempt(self.client(), request).await;
        let (status, body) = match &result {
            // The vendor's guide says that a success is 200, and a sample says 201: the generated client gets 200 for
            // both.
            Ok(received) if received.status == StatusCode::CREATED => (StatusCode::OK, received.text()),
            Ok(received) => (received.status, received.text()),
            Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, Bytes::new()),
        };
        *call.result() = Some(result);
        // Without a URL, reqwest would parse a placeholder.
        let response = http::Response::builder().url(call.url()).status(status).body(body);
        Ok(response.unwrap_or_default().into())
    }
}

fn put_keys(credentials: &Credentials, headers: &mut HeaderMap) {
    const CLIENT_ID: HeaderName = HeaderName::from_static(CLIENT_ID_HEADER);
    const CLIENT_SECRET: HeaderName = HeaderName::from_static(CLIENT_SECRET_HEADER);
    headers.insert(CLIENT_ID, credentials.client_id.clone());
    headers.insert(CLIENT_SECRET, credentials.client_secret.clone());
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;
    use crate::error::BuildError;
    use crate::http::credentials::key_value;

    #[test]
    fn keys_are_marked_sensitive_for_whoever_prints_headers() -> Result<(), BuildError> {
        let mut headers = HeaderMap::new();
        let client_id = key_value("client_id", "an-id")?;
        let client_secret = key_value("client_secret", "a-secret")?;
        put_keys(&Credentials { client_id, client_secret }, &mut headers);
        assert_eq!(headers.len(), 2);
        assert!(headers.values().all(HeaderValue::is_sensitive));
        assert!(!format!("{headers:?}").contains("secret"));
        Ok(())
    }
}
