//! The mix: claims as offices, hospitals' physicians and laboratories send them.
//!
//! A claim belongs to a specialty, drawn by weight. Its first line is mostly a visit or the
//! specialty's main service, the others come from what is billed beside it. Most codes are the well-known ones of the
//! lists below, the earlier in a list the more often; the share `tail` of them is any code of the
//! specialty's ranges that the edition knows, because a clearing house sees those too.

/// What a specialty bills.
pub struct Specialty {
    /// Which it is, for readers of the list.
    #[allow(dead_code)]
    pub name: &'static str,
    /// Of a hundred claims.
    pub weight: u32,
    /// The first line.
    pub first: &'static str,
    /// The other lines.
    pub beside: &'static str,
    /// Where the tail comes from: ranges of codes, both ends included.
    pub ranges: &'static [(&'static str, &'static str)],
    /// Of a hundred lines, how many come from the tail.
    pub tail: u32,
}

pub const SPECIALTIES: [Specialty; 12] = [
    Specialty {
        name: "primary care",
        weight: 30,
        first: "99213 99214 99215 99212 99203 99204 99396 99397 99395 G0439 G0438 99391 99392 99385",
        beside: "36415 90471 90686 96372 93000 81002 81003 87880 87804 G0008 G0444 99406 90472 90715 83036 82962 94760 99497 11200 69210 20610 J1885 J3420 G2211 90670 82270 92551 96127",
        ranges: &[("10060", "20612"), ("90460", "96999"), ("81000", "87999")],
        tail: 8,
    },
    Specialty {
        name: "laboratory",
        weight: 16,
        first: "80053 85025 80061 80048 84443 83036 81001 87086 82306 82607",
        beside: "85025 80061 84443 83036 81001 82306 84439 83540 83550 82728 82746 84153 86803 87389 85610 85730 84100 83735 87491 87591 80076 82043 82570 86140 85652 84550 36415 87186 87077 88305 88342",
        ranges: &[("80047", "89398")],
        tail: 15,
    },
    Specialty {
        name: "imaging",
        weight: 11,
        first: "71046 77067 71045 73030 73630 72100 74177 70450 76856 73562 71250 72148 73721 76700 77063 70553",
        beside: "77063 76830 76705 72131 71260 73610 73130 72040 72170 76642 77080 93306 93970 76536 74176 76377",
        ranges: &[("70010", "78999")],
        tail: 10,
    },
    Specialty {
        name: "hospital visits",
        weight: 10,
        first: "99232 99233 99223 99222 99231 99238 99239 99284 99285 99283 99291",
        beside: "93010 99292 31500 36556 94002 92950 99497 G0316 93308 76604 12001 12011 29125 51702",
        ranges: &[("31500", "36800"), ("93000", "94799")],
        tail: 8,
    },
    Specialty {
        name: "therapy",
        weight: 8,
        first: "97110 97140 97530 97161 97162 97112 92507 98941 98940",
        beside: "97140 97112 97530 97010 97014 G0283 97035 97116 97535 97032 97150 97012 98940 98941 97163 97750",
        ranges: &[("97010", "97799")],
        tail: 5,
    },
    Specialty {
        name: "dermatology",
        weight: 5,
        first: "99213 99203 11102 17000 17110 11104 17311 99212",
        beside: "17000 17003 17004 11102 11103 17110 11104 11900 17311 17312 12031 13132 14040 11603 11642 88305 17262 11301",
        ranges: &[("10040", "17999")],
        tail: 15,
    },
    Specialty {
        name: "cardiology",
        weight: 5,
        first: "99214 93306 99204 93458 93000 78452 93010 92928",
        beside: "93000 93306 93015 93880 78452 A9500 93280 93288 93458 92928 93571 93351 93224 36415 93567 76937",
        ranges: &[("33010", "37799"), ("92920", "93799")],
        tail: 15,
    },
    Specialty {
        name: "orthopedics",
        weight: 4,
        first: "99213 20610 99203 27447 29881 27130 29827 64721",
        beside: "20610 20605 73562 73030 73502 J3301 J1030 29881 29826 29824 27447 20985 76942 64483 64493 L1833 97110 29125",
        ranges: &[("20005", "29999"), ("64400", "64999")],
        tail: 20,
    },
    Specialty {
        name: "gastroenterology",
        weight: 3,
        first: "45385 45380 43239 45378 43235 G0121 G0105 99204",
        beside: "45380 45385 43239 45381 45384 45390 43248 43249 43251 91035 88305 43255 45398",
        ranges: &[("43180", "47999")],
        tail: 20,
    },
    Specialty {
        name: "oncology and infusion",
        weight: 3,
        first: "96413 96365 96401 99214 96372 36591",
        beside: "96415 96375 96367 96417 96360 96361 96366 96411 96523 J1100 J2405 J9271 J7030 J1885 J0897 85025 80053 36415 J9045 J9267",
        ranges: &[("96360", "96549"), ("J0100", "J9999")],
        tail: 15,
    },
    Specialty {
        name: "eyes and ears",
        weight: 3,
        first: "92014 92012 92004 66984 92134 99213 31231 92557",
        beside: "92134 92133 92083 92250 76514 66984 67028 66821 67210 J0178 92567 31575 69436 31237 30140 92015",
        ranges: &[("30000", "31299"), ("65091", "69979"), ("92002", "92700")],
        tail: 15,
    },
    Specialty {
        name: "other surgery",
        weight: 2,
        first: "47562 49505 44970 58571 52000 36561 19301 58558 59400 52356 22551 63047 60240",
        beside: "49650 44005 58661 58662 52332 51798 52310 77001 76937 38525 19281 57288 58300 99024 22845 22853 63048 69990 49568 15271",
        ranges: &[("10004", "69990")],
        tail: 35,
    },
];

/// How many lines of a hundred claims: one line, two, and so on.
pub const LINES: [u32; 10] = [26, 25, 19, 12, 7, 5, 3, 1, 1, 1];

/// A small generator of numbers, the same on every machine.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// Whether something that happens in so many of a hundred cases happens.
    pub fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent as usize
    }

    fn weighted(&mut self, weights: impl Iterator<Item = u32> + Clone) -> usize {
        let mut at = self.below(weights.clone().sum::<u32>() as usize) as u32;
        for (index, weight) in weights.enumerate() {
            if at < weight {
                return index;
            }
            at -= weight;
        }
        0
    }
}

/// Draws claims.
pub struct Mix {
    random: Random,
    specialties: Vec<[Vec<String>; 3]>,
}

impl Mix {
    /// The mix over the codes an edition knows, ascending.
    pub fn new(known: &[String], seed: u64) -> Self {
        let specialties = SPECIALTIES.iter().map(|specialty| {
            let list = |text: &str| {
                let codes = text.split(' ').map(str::to_owned);
                codes.filter(|code| known.binary_search(code).is_ok()).collect::<Vec<_>>()
            };
            let tail = known.iter().filter(|code| {
                specialty.ranges.iter().any(|(low, high)| *low <= code.as_str() && code.as_str() <= *high)
            });
            [list(specialty.first), list(specialty.beside), tail.cloned().collect()]
        });
        Self { random: Random::new(seed), specialties: specialties.collect() }
    }

    /// The codes of one claim, of at least so many lines.
    pub fn claim(&mut self, least: usize) -> Vec<String> {
        let random = &mut self.random;
        let number = random.weighted(SPECIALTIES.iter().map(|specialty| specialty.weight));
        let lines = (random.weighted(LINES.iter().copied()) + 1).max(least);
        let [first, beside, tail] = &self.specialties[number];
        let mut codes: Vec<String> = Vec::with_capacity(lines);
        for line in 0..lines {
            for _ in 0..8 {
                let code = if !tail.is_empty() && random.percent(SPECIALTIES[number].tail) {
                    &tail[random.below(tail.len())]
                } else {
                    let list = if line == 0 || beside.is_empty() { first } else { beside };
                    // The smaller of two draws: the earlier in the list, the more often.
                    let at = random.below(list.len()).min(random.below(list.len()));
                    let Some(code) = list.get(at) else { continue };
                    code
                };
                if !codes.contains(code) {
                    codes.push(code.clone());
                    break;
                }
            }
        }
        codes
    }

    pub fn random(&mut self) -> &mut Random {
        &mut self.random
    }
}
