//! Headers of requests that do not belong to an API: HTTP itself, browsers, intermediaries and tools add them.
//!
//! Credentials are not here, since [`security`](crate::check::security) and the document decide about them. All names
//! are in lower case. A `*` at the end stands for any rest.

/// HTTP: the field names for requests, and for any message, in RFC 9110 (semantics), RFC 9111 (caching), RFC 9112
/// (HTTP/1.1), RFC 9113 (HTTP/2), RFC 9218 (priorities), RFC 9842 (dictionaries), RFC 7239 and RFC 8470 (proxies), RFC
/// 7240 (preferences), RFC 9530 (digests) and RFC 6265 (cookies). They are in IANA's Hypertext Transfer Protocol (HTTP)
/// Field Name Registry.
const HTTP: &[&str] = &[
    "accept",
    "accept-charset",
    "accept-datetime",
    "accept-encoding",
    "accept-language",
    "alt-used",
    "available-dictionary",
    "cache-control",
    "connection",
    "content-digest",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-length",
    "content-location",
    "content-md5",
    "content-range",
    "content-type",
    "cookie",
    "date",
    "dictionary-id",
    "digest",
    "early-data",
    "expect",
    "forwarded",
    "from",
    "host",
    "http2-settings",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "keep-alive",
    "max-forwards",
    "pragma",
    "prefer",
    "priority",
    "proxy-authorization",
    "proxy-connection",
    "range",
    "referer",
    "repr-digest",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "via",
    "want-content-digest",
    "want-digest",
    "want-repr-digest",
    "warning",
];

/// Browsers: the request headers of MDN's HTTP header reference that the groups above do not have, from the WHATWG Fetch
/// standard (CORS), W3C (Fetch Metadata, Client Hints, Reporting, Global Privacy Control), and from Chromium, Firefox
/// and `WebKit` themselves.
const BROWSERS: &[&str] = &[
    "access-control-request-*",
    "attribution-reporting-*",
    "device-memory",
    "dnt",
    "downlink",
    "dpr",
    "ect",
    "last-event-id",
    "origin",
    "ping-from",
    "ping-to",
    "purpose",
    "rtt",
    "save-data",
    "sec-*",
    "service-worker",
    "service-worker-navigation-preload",
    "upgrade-insecure-requests",
    "viewport-width",
    "width",
    "x-browser-channel",
    "x-browser-copyright",
    "x-browser-validation",
    "x-browser-year",
    "x-chrome-*",
    "x-client-data",
    "x-moz",
    "x-purpose",
];

/// Tracing: W3C (Trace Context, Baggage), `OpenZipkin` (B3), Jaeger, `OpenTracing`, and the vendors' own propagation
/// headers: AWS X-Ray, Google Cloud, Azure, Datadog, New Relic, Sentry, Dynatrace, Instana, Elastic, `SkyWalking`,
/// Honeycomb, Lightstep. `x-request-id` and `x-correlation-id` are a custom of proxies such as Envoy, nginx and Heroku.
const TRACING: &[&str] = &[
    "b3",
    "baggage",
    "baggage-*",
    "correlation-id",
    "elastic-apm-traceparent",
    "grpc-trace-bin",
    "jaeger-*",
    "newrelic",
    "ot-baggage-*",
    "ot-tracer-*",
    "request-context",
    "request-id",
    "sentry-trace",
    "sw8",
    "sw8-*",
    "traceparent",
    "traceresponse",
    "tracestate",
    "uber-trace-id",
    "uberctx-*",
    "x-amzn-trace-id",
    "x-b3-*",
    "x-cloud-trace-context",
    "x-correlation-id",
    "x-datadog-*",
    "x-dtc",
    "x-dtpc",
    "x-dtreferer",
    "x-dynatrace*",
    "x-honeycomb-trace",
    "x-instana-*",
    "x-ms-client-request-id",
    "x-ms-request-id",
    "x-ms-request-root-id",
    "x-newrelic-*",
    "x-ot-span-context",
    "x-request-id",
    "x-trace-id",
];

/// Intermediaries: the custom `x-forwarded-*` and its relatives, and the headers in the manuals of AWS (load balancers,
/// `CloudFront`, API Gateway), Google Cloud (load balancers, App Engine), Azure (Front Door, App Service), Cloudflare,
/// Fastly, Akamai, Vercel, Netlify, Fly.io, Heroku, Envoy, Istio, Kong and ngrok.
const INTERMEDIARIES: &[&str] = &[
    "akamai-*",
    "cdn-loop",
    "cf-*",
    "client-ip",
    "cloudfront-*",
    "fastly-*",
    "fly-*",
    "front-end-https",
    "ngrok-skip-browser-warning",
    "surrogate-capability",
    "true-client-ip",
    "was-default-hostname",
    "x-akamai-*",
    "x-amz-cf-id",
    "x-amzn-apigateway-api-id",
    "x-amzn-oidc-*",
    "x-amzn-vpce-*",
    "x-appengine-*",
    "x-appservice-proto",
    "x-arr-*",
    "x-azure-*",
    "x-client-ip",
    "x-cluster-client-ip",
    "x-consumer-*",
    "x-credential-identifier",
    "x-envoy-*",
    "x-fd-healthprobe",
    "x-forwarded",
    "x-forwarded-*",
    "x-goog-authenticated-user-*",
    "x-goog-iap-*",
    "x-google-*",
    "x-istio-*",
    "x-kong-*",
    "x-ms-client-principal*",
    "x-nf-*",
    "x-original-*",
    "x-originating-ip",
    "x-proxy-*",
    "x-real-ip",
    "x-remote-addr",
    "x-remote-ip",
    "x-rewrite-url",
    "x-scheme",
    "x-site-deployment-id",
    "x-ssl-*",
    "x-url-scheme",
    "x-vercel-*",
    "x-wap-profile",
    "x-waws-unencoded-url",
];

/// Tools and client libraries, by their own documentation: Postman, Insomnia, Apidog, `jQuery` and other script
/// libraries (`x-requested-with`), the client libraries of Google, Firebase, AWS, Azure, Stripe, Stainless, Apollo and
/// Supabase, Playwright, Cypress, Hoppscotch and mobile platforms.
const TOOLS: &[&str] = &[
    "amz-sdk-*",
    "apollographql-client-*",
    "insomnia-*",
    "postman-token",
    "stripe-client-telemetry",
    "x-amz-content-sha256",
    "x-amz-date",
    "x-amz-user-agent",
    "x-android-*",
    "x-apidog-*",
    "x-apollo-*",
    "x-client-info",
    "x-cypress-*",
    "x-firebase-client",
    "x-firebase-gmpid",
    "x-goog-api-client",
    "x-goog-encode-response-if-executable",
    "x-goog-request-params",
    "x-hoppscotch-*",
    "x-insomnia-*",
    "x-ios-bundle-identifier",
    "x-javascript-user-agent",
    "x-ms-useragent",
    "x-playwright-*",
    "x-postman-*",
    "x-requested-with",
    "x-stainless-*",
    "x-stripe-client-user-agent",
    "x-uidh",
];

/// Returns whether a header, in lower case, does not belong to the API.
pub(crate) fn is_known(name: &str) -> bool {
    let groups = [HTTP, BROWSERS, TRACING, INTERMEDIARIES, TOOLS];
    groups.iter().any(|group| group.iter().any(|pattern| fits(pattern, name)))
}

/// Returns whether a name fits a pattern. Both are in lower case. A `*` at the end of a pattern stands for any rest.
pub(crate) fn fits(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == pattern,
    }
}

#[cfg(test)]
mod tests {
    use super::{BROWSERS, HTTP, INTERMEDIARIES, TOOLS, TRACING};

    #[test]
    fn the_lists_are_sorted_and_in_lower_case() {
        for group in [HTTP, BROWSERS, TRACING, INTERMEDIARIES, TOOLS] {
            assert!(group.is_sorted(), "{group:?}");
            assert!(group.iter().all(|name| *name == name.to_ascii_lowercase()), "{group:?}");
        }
    }
}
