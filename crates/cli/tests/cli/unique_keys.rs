//! A key that stands twice is refused at every level: the later value would win, and another person than meant would be
//! verified.

use crate::heyan::Heyan;

#[test]
fn a_key_that_stands_twice_is_refused_wherever_it_stands() {
    let person = r#""name": "张三", "id_number": "11010519491231002X""#;
    let cases = [
        (format!("{{{person}, \"name\": \"李四\"}}"), "name"),
        (format!("{{{person}, \"name\": null}}"), "name"),
        (
            format!(
                "{{{person}, \"hosted\": {{\"return_url\": \"https://a.example\", \"return_url\": \"https://b.example\"}}}}"
            ),
            "hosted.return_url",
        ),
        (
            format!(
                "{{{person}, \"hosted\": {{\"mode\": \"h5\", \"mode\": \"h5\", \"return_url\": \"https://a.example\"}}}}"
            ),
            "hosted.mode",
        ),
        (
            format!("{{{person}, \"portrait\": {{\"base64\": \"aaaa\", \"base64\": \"bbbb\"}}}}"),
            "portrait.base64",
        ),
        (format!("{{{person}, \"session\": {{\"token\": \"a\", \"token\": \"b\"}}}}"), "session.token"),
        (
            format!("{{{person}, \"session\": {{\"provider\": \"a\", \"provider\": \"b\"}}}}"),
            "session.provider",
        ),
        (format!("{{{person}, \"na\\u006de\": \"李四\"}}"), "name"),
    ];
    let heyan = Heyan::new();
    for (request, field) in cases {
        let run = heyan.run_with(&["verify", "--sandbox", "--request", "-", "--json"], &request);
        let error = &run.json()["error"];
        assert_eq!(
            (error["field"].as_str(), error["problem"].as_str(), run.code),
            (Some(field), Some("stands_twice"), 65),
            "{request}: {}",
            run.stdout
        );
        assert_eq!(error["message"].as_str().unwrap(), format!("{field}: stands twice; give it once"));
    }
}

#[test]
fn a_session_file_is_no_exception() {
    let heyan = Heyan::new();
    heyan.file("request.json", r#"{"name": "张三", "id_number": "11010519491231002X"}"#);
    for (session, field) in [
        (r#"{"token": "a", "token": "b"}"#, "token"),
        (r#"{"decision": "pending", "session": {"token": "a", "url": "b", "url": "c"}}"#, "session.url"),
    ] {
        heyan.file("session.json", session);
        let arguments =
            ["verify", "--sandbox", "--request", "request.json", "--session", "session.json", "--json"];
        let error = &heyan.run(&arguments).json()["error"];
        assert_eq!((error["field"].as_str(), error["problem"].as_str()), (Some(field), Some("stands_twice")));
    }
}

#[test]
fn check_tells_of_each() {
    let heyan = Heyan::new();
    let twice = r#"{"name": "张三", "name": "李四", "id_number": "11010519491231002X", "mobile": "1", "mobile": "2"}"#;
    let run = heyan.run_with(&["check", "--request", "-", "--json"], twice);
    let errors = run.json()["errors"].as_array().unwrap().clone();
    let told: Vec<_> =
        errors.iter().map(|error| (error["field"].as_str().unwrap(), error["problem"].as_str())).collect();
    assert!(told.contains(&("name", Some("stands_twice"))), "{told:?}");
    assert!(told.contains(&("mobile", Some("stands_twice"))), "{told:?}");
}

/// A value that stands where a key belongs must not come out, nor anything that a terminal would obey.
#[test]
fn a_key_that_may_be_a_value_is_not_repeated() {
    let heyan = Heyan::new();
    for key in
        ["11010519491231002X", "13800138000", "张三", "\\u001b[31mred", "a\\nerror: all fine", "n\u{200B}ame"]
    {
        let unknown = format!("{{\"name\": \"李四\", \"id_number\": \"11010519491231002X\", \"{key}\": 1}}");
        let twice = format!(
            "{{\"name\": \"李四\", \"id_number\": \"11010519491231002X\", \"{key}\": 1, \"{key}\": 2}}"
        );
        for request in [unknown, twice] {
            let run = heyan.run_with(&["check", "--request", "-"], &request);
            assert_eq!(run.code, 65, "{request}");
            assert!(run.stderr.contains("error: (a key): "), "{}", run.stderr);
            assert!(!run.stderr.contains("1101051949") && !run.stderr.contains('\u{1b}'), "{}", run.stderr);
        }
    }
}

#[test]
fn many_keys_that_stand_twice_are_told_in_no_time_and_no_more_than_can_be_mended() {
    let many: String = (0..20_000).map(|_| "\"mobile\": \"1\", \"reference\": \"2\", ").collect();
    let request = format!("{{{many}\"name\": \"李四\", \"id_number\": \"11010519491231002X\"}}");
    let run = Heyan::new().run_with(&["check", "--request", "-", "--json"], &request);
    let errors = run.json()["errors"].as_array().unwrap().len();
    assert!((2..=20).contains(&errors), "{errors}");
}
