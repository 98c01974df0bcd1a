//! What a browser brings back is read strictly, and what can't be read is refused without repeating any of it.

use deepvue_digilocker::{Callback, CallbackErrorKind, CallbackParameters};

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
        ("/?code=&state=s", "callback: has neither `code` nor `error`"),
        ("/?code", "callback: has neither `code` nor `error`"),
        ("/?code=&error=", "callback: has neither `code` nor `error`"),
        ("/?code=%", "callback: parameter `code` has a broken percent-encoding"),
        ("/?code=c%4", "callback: parameter `code` has a broken percent-encoding"),
        ("/?code=c%zz", "callback: parameter `code` has a broken percent-encoding"),
        ("/?code=c%+1", "callback: parameter `code` has a broken percent-encoding"),
        ("/?code=c%C3", "callback: parameter `code` has a broken percent-encoding"),
        ("/?code=c%u00f3", "callback: parameter `code` has a broken percent-encoding"),
        ("/?code=c&state=%ff", "callback: parameter `state` has a broken percent-encoding"),
        ("/?error=50%off", "callback: parameter `error` has a broken percent-encoding"),
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
    assert_eq!(
        error.to_string(),
        "callback: parameter `st` is used for two parameters in CallbackParameters"
    );
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

#[test]
fn an_empty_parameter_counts_as_absent() {
    for uri in [
        "/cb?code=&error=access_denied&state=s",
        "/cb?error=access_denied&code&state=s",
        "/cb?code=%20&error=access_denied&state=s&state=+",
    ] {
        let callback = Callback::parse(uri).unwrap();
        assert!(
            matches!(&callback, Callback::Denied { error, .. } if error.expose() == "access_denied"),
            "{uri}"
        );
    }
    for uri in [
        "/cb?code=c&error=&state=s",
        "/cb?code=&code=c&error&state=&state=s",
        "/cb?code=c&state=s&error_description=",
    ] {
        assert_eq!(granted(uri), ("c".into(), Some("s".into()), vec![]), "{uri}");
    }
    assert_eq!(granted("/cb?code=c&state="), ("c".into(), None, vec![]));
    let Callback::Denied { description, .. } = Callback::parse("error=e&error_description=").unwrap() else {
        panic!()
    };
    assert_eq!(description, None);
    let Callback::Denied { description, .. } =
        Callback::parse("error=e&error_description=&error_description=why").unwrap()
    else {
        panic!()
    };
    assert_eq!(description.unwrap().expose(), "why");
}

#[test]
fn what_only_explains_is_read_as_it_was_meant() {
    for (given, read) in [
        ("consentimiento+neg%u00f3", "consentimiento neg\u{f3}"),
        ("neg%F3", "neg\u{f3}"),
        ("neg%C3%B3", "neg\u{f3}"),
        ("50%off", "50%off"),
        ("100%", "100%"),
        ("a%2", "a%2"),
        ("%uD83D%uDE00%u0041!%uZZ", "\u{1f600}A!%uZZ"),
        ("%u00f3", "\u{f3}"),
        ("%ud83d", "\u{fffd}"),
        ("%E9%u20AC", "\u{e9}\u{20ac}"),
        ("%E9%20%C3%B3", "\u{e9} \u{f3}"),
    ] {
        let uri = format!("/cb?error=access_denied&error_description={given}&state=s");
        let Callback::Denied { description, state, .. } = Callback::parse(&uri).unwrap() else { panic!() };
        assert_eq!(
            (description.unwrap().expose().as_str(), state.unwrap().expose().as_str()),
            (read, "s"),
            "{given}"
        );
        let (code, state, other) = granted(&format!("/cb?utm={given}&code=c&state=s&{given}=1"));
        assert_eq!((code.as_str(), state.as_deref()), ("c", Some("s")));
        assert_eq!(other, [("utm".to_owned(), read.to_owned()), (read.to_owned(), "1".to_owned())]);
    }
    let long = "x".repeat(3000);
    let uri = format!("/cb?error=e&error_description={long}&error_description=again");
    let Callback::Denied { description, other, .. } = Callback::parse(&uri).unwrap() else { panic!() };
    assert_eq!((description.unwrap().into_exposed(), other.len()), (long, 1));
}

#[test]
fn a_second_question_mark_is_read_as_the_ampersand_that_it_should_be() {
    for uri in [
        "/cb?branch=7?code=c&state=s",
        "https://bank.example/cb?branch=7?state=s&code=c",
        "/cb?branch=7?code=c?state=s",
        "/cb?code=c?state=s&branch=7",
        "branch=7?code=c&state=s",
    ] {
        let (code, state, other) = granted(uri);
        assert_eq!((code.as_str(), state.as_deref()), ("c", Some("s")), "{uri}");
        assert_eq!(other, [("branch".to_owned(), "7".to_owned())], "{uri}");
    }
    assert_eq!(granted("/cb??code=c&state=s"), ("c".into(), Some("s".into()), vec![]));
    let Callback::Denied { error, state, .. } =
        Callback::parse("/cb?branch=7?error=access_denied&error_description=no&state=s").unwrap()
    else {
        panic!()
    };
    assert_eq!((error.expose().as_str(), state.unwrap().expose().as_str()), ("access_denied", "s"));
    // Where the parameter is there anyway, a question mark is part of the value.
    let (code, _, other) = granted("/cb?next=/a?code=other&code=c&state=s");
    assert_eq!((code.as_str(), other[0].1.as_str()), ("c", "/a?code=other"));
    for uri in ["/cb?code=c&state=s&url=/foo?error=1", "/cb?code=c&state=s&x=?error=access_denied"] {
        assert_eq!((granted(uri).0.as_str(), granted(uri).1.as_deref()), ("c", Some("s")), "{uri}");
    }
    let names = CallbackParameters::default().code("auth_code");
    let callback = names.parse("/cb?branch=7?auth_code=c&state=s").unwrap();
    assert!(matches!(callback, Callback::Granted { code, .. } if code.expose() == "c"));
}

#[test]
fn each_fault_has_a_kind() {
    let kind = |uri: &str| Callback::parse(uri).unwrap_err().kind();
    assert_eq!(kind("/kyc/callback"), CallbackErrorKind::Incomplete);
    assert_eq!(kind("/?code=a&error=b"), CallbackErrorKind::Ambiguous);
    assert_eq!(kind("/?code=a&code=b"), CallbackErrorKind::Repeated);
    assert_eq!(kind("/?code=%"), CallbackErrorKind::Malformed);
    assert_eq!(kind(&"x".repeat(17_000)), CallbackErrorKind::TooLong);
    let names = CallbackParameters::default().code("state");
    assert_eq!(names.parse("/?state=a").unwrap_err().kind(), CallbackErrorKind::Names);
}
