//! What a verification with a ready portrait costs the processor: a bare hyper call, the bare provider, the facade, and the
//! facade as it was when it decoded each portrait (`check_portraits` still does). All in one run, in turn.
//!
//! `cargo run --release -p heyan --example ready_portrait`; Linux alone tells of a thread's time. The sandbox runs on
//! a thread of its own, which is not counted.

#![expect(clippy::print_stdout, reason = "a program that answers on standard output")]

use std::error::Error;
use std::time::Duration;
use std::{fs, thread};

use futures_util::future::join_all;
use heyan::gates::{Every, Limits, Period};
use heyan::juhe::{JuheConfig, JuheVerifier};
use heyan::{
    Facade, IdNumber, MobileNumber, Portrait, PortraitBudget, RealName, Verifier, VerifyRequest,
    today_in_shanghai,
};
use heyan_sandbox::Sandbox;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::SendRequest;
use hyper_util::rt::TokioIo;

type Failure = Box<dyn Error + Send + Sync>;

/// The name of the sandbox's thread.
const SANDBOX: &str = "sandbox";
const IN_FLIGHT: usize = 16;
const CALLS: usize = 2_000;
const ROUNDS: usize = 5;

fn main() -> Result<(), Failure> {
    let (told, hears) = std::sync::mpsc::channel();
    thread::Builder::new().name(SANDBOX.to_owned()).spawn(move || -> Result<(), Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let sandbox = Sandbox::start(heyan_sandbox::SandboxConfig::default()).await?;
            told.send(sandbox.address())?;
            std::future::pending::<()>().await;
            drop(sandbox);
            Ok(())
        })
    })?;
    let address = hears.recv()?;
    walk()?;
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run(address))
}

/// How long recognising a ready portrait takes, the first time and later.
fn walk() -> Result<(), Failure> {
    let budget = PortraitBudget::default();
    let fresh = (0..10_000).map(|_| Portrait::from_bytes(heyan_sandbox::PORTRAIT.to_vec()));
    let fresh: Vec<Portrait> = fresh.collect::<Result<_, _>>()?;
    for time in ["the first time", "after that"] {
        let before = processor_time()?;
        let ready = fresh.iter().filter(|portrait| portrait.is_ready_for(&budget)).count();
        let each = (processor_time()? - before) / 10_000.0;
        println!("recognised as ready, {time}: {each:.3} µs ({ready} of 10000 are)");
    }
    Ok(())
}

async fn run(address: std::net::SocketAddr) -> Result<(), Failure> {
    let url = format!("http://{address}");
    let juhe = || JuheVerifier::new(JuheConfig::new("any").with_base_url(&url).with_price_fen(80));
    let facade = |check| -> Result<Facade, Failure> {
        let limits = Limits::new()
            .with_breaker(5_u32.try_into()?, Duration::from_secs(30))
            .with_rate(1_000_000_u32.try_into()?, Every::Second)
            .with_concurrency(64_usize.try_into()?)
            .with_budget(u64::from(u32::MAX), Period::Day);
        Ok(Facade::builder().provider_within(limits, juhe()?).check_portraits(check).build()?)
    };
    let (bare, facade, decoding) = (juhe()?, facade(false)?, facade(true)?);
    let request = VerifyRequest::builder(RealName::parse("张三")?, IdNumber::parse("11010519491231002X")?)
        .mobile(MobileNumber::parse("13900000100")?)
        .portrait(Portrait::from_bytes(heyan_sandbox::PORTRAIT.to_vec())?)
        .build(today_in_shanghai())?;
    let body = Bytes::from(vec![b'a'; 26_000]);
    println!("CPU µs a verification, {IN_FLIGHT} in flight");
    println!("{:>10} {:>10} {:>10} {:>10}", "hyper", "provider", "facade", "decoding");
    for round in 0..=ROUNDS {
        let hyper = calls(CALLS, &|count| by_hyper(address, body.clone(), count)).await?;
        let provider = calls(CALLS, &|count| by(&bare, &request, count)).await?;
        let whole = calls(CALLS, &|count| by(&facade, &request, count)).await?;
        let before = calls(CALLS / 20, &|count| by(&decoding, &request, count)).await?;
        if round > 0 {
            println!("{hyper:>10.1} {provider:>10.1} {whole:>10.1} {before:>10.1}");
        }
    }
    Ok(())
}

/// The processor's time for each of so many calls, in µs.
async fn calls<'a, F>(count: usize, call: &dyn Fn(usize) -> F) -> Result<f64, Failure>
where
    F: Future<Output = Result<(), Failure>> + 'a,
{
    let before = processor_time()?;
    let each = count / IN_FLIGHT;
    join_all((0..IN_FLIGHT).map(|_| call(each))).await.into_iter().collect::<Result<(), _>>()?;
    #[expect(clippy::as_conversions, reason = "a count of calls is small")]
    let calls = (each * IN_FLIGHT) as f64;
    Ok((processor_time()? - before) / calls)
}

async fn by(verifier: &dyn Verifier, request: &VerifyRequest, count: usize) -> Result<(), Failure> {
    for _ in 0..count {
        verifier.verify(request).await?;
    }
    Ok(())
}

async fn by_hyper(address: std::net::SocketAddr, body: Bytes, count: usize) -> Result<(), Failure> {
    let stream = tokio::net::TcpStream::connect(address).await?;
    let (mut sender, connection): (SendRequest<Full<Bytes>>, _) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    let driving = tokio::spawn(connection);
    for _ in 0..count {
        let request = hyper::Request::post("/verifyface_mobile/query")
            .header("host", "sandbox")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Full::new(body.clone()))?;
        sender.ready().await?;
        sender.send_request(request).await?.into_body().collect().await?;
    }
    drop(sender);
    driving.await??;
    Ok(())
}

/// For how long all threads but the sandbox's have run, in µs.
fn processor_time() -> Result<f64, Failure> {
    thread::yield_now();
    let mut total = 0.0;
    for task in fs::read_dir("/proc/self/task")? {
        let task = task?.path();
        if fs::read_to_string(task.join("comm"))?.trim() != SANDBOX {
            let books = fs::read_to_string(task.join("schedstat"))?;
            total += books.split_whitespace().next().unwrap_or_default().parse::<f64>()?;
        }
    }
    Ok(total / 1_000.0)
}
