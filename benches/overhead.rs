//! Measures the time of a call, compared with the same request written by hand with reqwest.
//!
//! `cargo bench --bench overhead`. Both run in one process on one current-thread runtime, call by call in turn, each
//! over one pooled connection to the same loopback server, which has a thread of its own. The second ratio compares the
//! handwritten call with itself: its distance from 1 is noise.

mod support;

use std::time::{Duration, Instant};

use support::{Outcome, client, generated, handwritten, plain, serve};

const ROUNDS: usize = 5;
const TURNS: u32 = 3_000;
fn main() -> Outcome<()> {
    let url = serve()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ours = client(&url)?;
    let (plain, again) = (plain()?, plain()?);

    let (mut against_plain, mut against_itself) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let mut spent = [Duration::ZERO; 3];
        for turn in 0..TURNS {
            // Who goes first changes, since the first of a turn finds colder caches.
            for place in 0..3 {
                let who = (turn as usize + place) % 3;
                spent[who] += match who {
                    0 => runtime.block_on(timed(generated(&ours)))?,
                    1 => runtime.block_on(timed(handwritten(&plain, &url)))?,
                    _ => runtime.block_on(timed(handwritten(&again, &url)))?,
                };
            }
        }
        let [ours, plain, again] = spent.map(|spent| spent.as_secs_f64() * 1e6 / f64::from(TURNS));
        // The first round warms up.
        if round > 0 {
            against_plain.push(ours / plain);
            against_itself.push(again / plain);
            println!("round {round}: {ours:.1} us a call, handwritten {plain:.1} us");
        }
    }
    println!("ours / handwritten, median of {ROUNDS} rounds: {:.3}", median(against_plain));
    println!("handwritten / handwritten:              {:.3}", median(against_itself));
    Ok(())
}

async fn timed(call: impl Future<Output = Outcome<usize>>) -> Outcome<Duration> {
    let began = Instant::now();
    std::hint::black_box(call.await?);
    Ok(began.elapsed())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
