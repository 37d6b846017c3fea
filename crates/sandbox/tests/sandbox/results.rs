//! The seventeen results, chosen by the last three digits of the mobile number.

use serde_json::Value;

use crate::support::{Question, start};

fn table() -> Vec<Value> {
    let table: Value = serde_json::from_str(include_str!("../fixtures/results.json")).unwrap();
    table["results"].as_array().unwrap().clone()
}

#[tokio::test]
async fn every_result_of_the_page() {
    let sandbox = start().await;
    assert_eq!(table().len(), 17);
    for expected in table() {
        let mobile = format!("13800138{}", expected["res"]);
        let answer = Question::new().with("mobile", &mobile).ask(&sandbox).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), Some("application/json;charset=utf-8"));

        let json = answer.json();
        let result = &json["result"];
        assert_eq!(json["error_code"], 0, "{expected}");
        assert_eq!(json["reason"], "成功");
        assert_eq!(result["res"], expected["res"]);
        assert_eq!(result["resmsg"], expected["resmsg"]);
        assert_eq!(result["type"], "联通");

        // "人像核验通过或人像核验不通过时不为0"
        let score = result["score"].as_f64().unwrap();
        match expected["face"].as_str() {
            Some("match") => assert_eq!(score, 982.7, "{expected}"),
            Some("mismatch") => assert!(score > 0.0 && score < 982.7, "{expected}"),
            _ => assert_eq!(score, 0.0, "{expected}"),
        }
    }
}

#[tokio::test]
async fn other_digits_match_in_everything() {
    let sandbox = start().await;
    for mobile in ["13800138000", "13800138099", "13800138117", "13800100999"] {
        assert_eq!(Question::new().with("mobile", mobile).code(&sandbox).await, 100, "{mobile}");
    }
}

#[tokio::test]
async fn six_digits_go_before_three() {
    let sandbox = start().await;
    for (mobile, code) in [("13800280105", 280105), ("13800280106", 106), ("13802801050", 100)] {
        assert_eq!(Question::new().with("mobile", mobile).code(&sandbox).await, code, "{mobile}");
    }
}

#[tokio::test]
async fn the_bytes_are_those_of_the_vendors_sample() {
    let sandbox = start().await;
    let body = Question::new().ask(&sandbox).await.body;
    insta::assert_snapshot!(body, @r#"{"reason":"成功","result":{"orderid":"JH801000000000001SaNdB","res":100,"resmsg":"身份、人像核验通过，手机号核验通过","score":982.7,"type":"联通"},"error_code":0}"#);

    let sample: String = include_str!("../fixtures/sample-100.json").split_whitespace().collect();
    assert_eq!(body.replace("JH801000000000001SaNdB", "JH801240913170041JZU80"), sample);

    let without_score = Question::new().with("mobile", "13800138115").ask(&sandbox).await.body;
    insta::assert_snapshot!(without_score, @r#"{"reason":"成功","result":{"orderid":"JH801000000000002SaNdB","res":115,"resmsg":"手机号核验通过，身份核验失败","score":0.0,"type":"联通"},"error_code":0}"#);
}
