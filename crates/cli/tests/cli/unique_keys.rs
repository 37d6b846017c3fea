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
