//! What a browser brings back is read strictly, and what can't be read is refused without repeating any of it.

use deepvue_digilocker::{Callback, CallbackParameters};

fn granted(uri: &str) -> (String, Option<String>, Vec<(String, String)>) {
    match Callback::parse(uri).unwrap() {
        Callback::Granted { code, state, other, .. } => (
            code.into_exposed(),
            state.map(deepvue_digilocker::Sensitive::into_exposed),
            other.into_iter().map(|(name, value)| (name.into_exposed(), value.into_exposed())).collect(),
        ),
        denied @ Callback::Denied { .. } => panic!("{uri}: {denied:?}"),
    }
}

fn refused(uri: &str) -> String {
    Callback::parse(uri).unwrap_err().to_string()
}

#[test]
fn a_url_a_path_and_a_query_say_the_same() {
    for uri in [
        "https://bank.example/kyc/callback?code=c%2F1&state=s1",
        "https://bank.example/kyc/a=b/callback?code=c%2F1&state=s1#top",
        "in.bank.app:done?code=c%2F1&state=s1",
        "/kyc/callback?code=c%2F1&state=s1",
        "/?code=c%2F1&state=s1",
        "callback?code=c%2F1&state=s1",
        "bank.example?code=c%2F1&state=s1",
        "?code=c%2F1&state=s1",
        "code=c%2F1&state=s1",
        "&state=s1&&code=c/1&",
    ] {
        assert_eq!(granted(uri), ("c/1".into(), Some("s1".into()), vec![]), "{uri}");
    }
}

#[test]
fn values_are_decoded_and_unknown_parameters_are_kept() {
    let (code, state, other) =
        granted("/?code=a+b%20%C3%A9%2B&state=x%3D1&next=https://bank.example/?a=1&flag&flag=");
    assert_eq!((code.as_str(), state.as_deref()), ("a b é+", Some("x=1")));
    let other = other.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>();
    assert_eq!(other, [("next", "https://bank.example/?a=1"), ("flag", ""), ("flag", "")]);
    assert_eq!(granted("code=x?y").0, "x?y");
    assert_eq!(granted("/?code=c").1, None);
}

#[test]
fn a_denial_has_its_reason_and_its_state() {
    let callback = Callback::parse("/cb?error=access_denied&error_description=User+said+no&state=s").unwrap();
    let Callback::Denied { error, description, state, other, .. } = callback else { panic!() };
    assert_eq!(error.expose(), "access_denied");
    assert_eq!(description.unwrap().expose(), "User said no");
    assert_eq!((state.unwrap().expose().as_str(), other.len()), ("s", 0));
    assert!(Callback::parse("error=access_denied&error_description=").is_ok());
}

#[test]
fn what_is_malformed_is_refused_by_name_and_rule() {
    let long = "x".repeat(2049);
    for (uri, said) in [
        ("", "callback: has neither `code` nor `error`"),
        ("/kyc/callback", "callback: has neither `code` nor `error`"),
        ("https://bank.example/kyc?state=s", "callback: has neither `code` nor `error`"),
        ("/?code=a&error=b", "callback: has both `code` and `error`"),
        ("/?code=a&code=a", "callback: parameter `code` is repeated"),
        ("/?code=a&co%64e=b", "callback: parameter `code` is repeated"),
        ("/?code=a&state=s&state=t", "callback: parameter `state` is repeated"),
        ("/?error=a&error=b", "callback: parameter `error` is repeated"),
        ("/?code=&state=s", "callback: parameter `code` is empty"),
        ("/?code", "callback: parameter `code` is empty"),
        ("/?code=c&state=", "callback: parameter `state` is empty"),
        ("/?code=%", "callback: has a broken percent-encoding"),
        ("/?code=c%4", "callback: has a broken percent-encoding"),
        ("/?code=c%zz", "callback: has a broken percent-encoding"),
        ("/?code=c%+1", "callback: has a broken percent-encoding"),
        ("/?code=c%C3", "callback: has a broken percent-encoding"),
        ("/?code=c&x=%ff", "callback: has a broken percent-encoding"),
        ("/?code=c&%ff=x", "callback: has a broken percent-encoding"),
        (&format!("/?code={long}"), "callback: parameter `code` is longer than 2,048 bytes"),
        (&format!("/?code=c&state={long}"), "callback: parameter `state` is longer than 2,048 bytes"),
        (&format!("/?code=c&x={}", "x".repeat(17_000)), "callback: is longer than 16 KiB"),
    ] {
        assert_eq!(refused(uri), said, "{}", &uri[..uri.len().min(60)]);
    }
    assert!(Callback::parse(&format!("/?code={}", &long[1..])).is_ok());
}

#[test]
fn the_names_of_the_parameters_are_settings() {
    let names =
        CallbackParameters::default().code("auth_code").state("st").error("err").error_description("why");
    let callback = names.parse("/?auth_code=c&st=s&code=other").unwrap();
    let Callback::Granted { code, state, other, .. } = callback else { panic!() };
    assert_eq!((code.expose().as_str(), state.unwrap().expose().as_str()), ("c", "s"));
    assert_eq!(other[0].0.expose(), "code");
    let callback = names.parse("/?err=e&why=because").unwrap();
    let Callback::Denied { description, .. } = callback else { panic!() };
    assert_eq!(description.unwrap().expose(), "because");
    assert_eq!(
        names.parse("/?code=c").unwrap_err().to_string(),
        "callback: has neither `auth_code` nor `err`"
    );
    let error = names.error("st").parse("/?auth_code=c").unwrap_err();
    assert_eq!(error.to_string(), "callback: parameter `st` has two meanings in CallbackParameters");
}

#[test]
fn nothing_of_a_callback_is_ever_printed() {
    for uri in [
        "/?code=zq7code&state=zq7state&zq7name=zq7value",
        "/?error=zq7error&error_description=zq7why&state=zq7state&zq7name=zq7value",
    ] {
        let callback = Callback::parse(uri).unwrap();
        let text = format!("{callback:?} {callback:#?}");
        assert!(!text.contains("zq7"), "{text}");
    }
    for uri in ["/?code=zq7&code=zq7", "/?code=zq7%", "/?code=zq7&error=zq7", "zq7", "/?zq7=zq7&code="] {
        let error = Callback::parse(uri).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("zq7"), "{error:?}");
    }
}
