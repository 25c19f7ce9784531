//! Taking turns: every contender once a round, in an order drawn anew each round, so that none
//! always finds the caches as the same other left them; by the processor time of the thread.

use crate::support::mix::Random;
use cpu_time::ThreadTime;

/// A contender: its name and its work.
pub struct Contender<'w> {
    pub name: &'static str,
    pub work: Box<dyn FnMut() -> u64 + 'w>,
}

impl<'w> Contender<'w> {
    pub fn new(name: &'static str, work: impl FnMut() -> u64 + 'w) -> Self {
        Self { name, work: Box::new(work) }
    }
}

/// Runs so many rounds and prints, for each contender, the median of its times for one item, and of
/// the ratios to the first contender round by round, with the lowest and the highest.
pub fn run(title: &str, item: &str, items: usize, rounds: usize, mut contenders: Vec<Contender<'_>>) {
    let mut times = vec![Vec::with_capacity(rounds); contenders.len()];
    let mut random = Random::new(5);
    let mut order: Vec<usize> = (0..contenders.len()).collect();
    // One round to warm up, not counted.
    for round in 0..=rounds {
        for last in (1..order.len()).rev() {
            order.swap(last, random.below(last + 1));
        }
        for &place in &order {
            let start = ThreadTime::now();
            std::hint::black_box((contenders[place].work)());
            let time = start.elapsed().as_nanos() as f64 / items as f64;
            if round > 0 {
                times[place].push(time);
            }
        }
    }
    println!("\n{title}: {items} of a {item}, {rounds} rounds");
    println!("{:<34} {:>12} {:>9}   lowest to highest ratio", "", format!("ns a {item}"), "ratio");
    for (contender, own) in contenders.iter().zip(&times) {
        let ratios = sorted(own.iter().zip(&times[0]).map(|(own, first)| own / first));
        let own = sorted(own.iter().copied());
        println!(
            "{:<34} {:>12.1} {:>8.2}x   {:.2} to {:.2}",
            contender.name,
            own[rounds / 2],
            ratios[rounds / 2],
            ratios[0],
            ratios[rounds - 1]
        );
    }
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}
