//! What is billed: error_code 0 and nothing else, one order id for each.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::support::{Question, bare, start};

#[tokio::test]
async fn only_error_code_0_is_billed() {
    let sandbox = start().await;
    for (field, value) in [
        ("mobile", "13800138101"),
        ("mobile", "13800280105"),
        ("mobile", "13800280104"),
        ("key", ""),
        ("key", "sandbox-10014"),
        ("image", "?"),
        ("realname", " "),
        ("mobile", "13800138116"),
    ] {
        Question::new().with(field, value).ask(&sandbox).await;
    }
    // The second order id went to 280105, which has one and costs nothing.
    let answer = bare(&sandbox, "GET", "/_sandbox/invoice").await;
    insta::assert_snapshot!(answer.body, @r#"{"juhe":[{"order_id":"JH801000000000001SaNdB","code":"101"},{"order_id":"JH801000000000003SaNdB","code":"116"}],"ihuyi":[]}"#);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("content-type"), Some("application/json"));

    let invoice = sandbox.invoice();
    assert_eq!(serde_json::to_value(&invoice).unwrap(), answer.json());
    let mobiles: Vec<_> = invoice.juhe.iter().map(|entry| entry.mobile()).collect();
    assert_eq!(mobiles, ["13800138101", "13800138116"]);
    assert!(invoice.juhe.iter().all(|entry| entry.id_number() == "11010519491231002X"));
}

#[tokio::test]
async fn the_invoice_names_the_order_of_the_answer() {
    let sandbox = start().await;
    for _ in 0..3 {
        let answer = Question::new().ask(&sandbox).await.json();
        assert_eq!(sandbox.invoice().juhe.last().unwrap().order_id, answer["result"]["orderid"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_at_once_each_have_an_order_id_of_the_vendors_shape() {
    let sandbox = Arc::new(start().await);
    let asked: Vec<_> = (0..64)
        .map(|_| {
            let sandbox = Arc::clone(&sandbox);
            tokio::spawn(async move { Question::new().ask(&sandbox).await.json() })
        })
        .collect();
    let mut answered = BTreeSet::new();
    for task in asked {
        answered.insert(task.await.unwrap()["result"]["orderid"].as_str().unwrap().to_owned());
    }
    assert_eq!(answered.len(), 64);
    assert_eq!(answered, sandbox.invoice().juhe.into_iter().map(|entry| entry.order_id).collect());
    for order_id in answered {
        let (time, tail) = order_id.strip_prefix("JH801").unwrap().split_at(12);
        assert!(time.chars().all(|c| c.is_ascii_digit()), "{order_id}");
        assert!(tail.len() == 5 && tail.chars().all(|c| c.is_ascii_alphanumeric()), "{order_id}");
    }
}
