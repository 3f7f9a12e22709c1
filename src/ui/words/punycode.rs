//! Punycode: names of other scripts in the letters that the network knows (RFC 3492).

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const BIAS: u32 = 72;
const FIRST: u32 = 128;

/// Encodes one part of a name; nothing for one that is absurdly long.
pub(super) fn encode(label: &str) -> Option<String> {
    let letters: Vec<u32> = label.chars().map(u32::from).collect();
    let mut known: String = label.chars().filter(char::is_ascii).collect();
    let plain = u32::try_from(known.len()).ok()?;
    if plain > 0 {
        known.push('-');
    }
    let (mut next, mut delta, mut bias, mut done) = (FIRST, 0_u32, BIAS, plain);
    while usize::try_from(done).ok()? < letters.len() {
        let smallest = letters.iter().copied().filter(|letter| *letter >= next).min()?;
        delta = delta.checked_add((smallest - next).checked_mul(done + 1)?)?;
        next = smallest;
        for letter in &letters {
            if *letter < next {
                delta = delta.checked_add(1)?;
            }
            if *letter == next {
                push_number(&mut known, delta, bias)?;
                bias = adapt(delta, done + 1, done == plain);
                delta = 0;
                done += 1;
            }
        }
        delta = delta.checked_add(1)?;
        next += 1;
    }
    Some(known)
}

fn push_number(known: &mut String, number: u32, bias: u32) -> Option<()> {
    let mut rest = number;
    let mut k = BASE;
    loop {
        let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
        if rest < threshold {
            known.push(digit(rest)?);
            return Some(());
        }
        known.push(digit(threshold + (rest - threshold) % (BASE - threshold))?);
        rest = (rest - threshold) / (BASE - threshold);
        k += BASE;
    }
}

/// Letters first, then the ten figures.
fn digit(value: u32) -> Option<char> {
    char::from_digit((value + 10) % BASE, BASE)
}

fn adapt(delta: u32, count: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / DAMP } else { delta / 2 };
    delta += delta / count;
    let mut k = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::encode;

    #[test]
    fn names_are_coded_as_the_standard_shows() {
        // RFC 3492, section 7.1, and names that are in use.
        for (name, code) in [
            (
                "세계의모든사람들이한국어를이해한다면얼마나좋을까",
                "989aomsvi5e83db1d2a355cv1e0vak1dwrv93d5xbh15a0dt30a5jpsd879ccm6fea98c",
            ),
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("Pročprostěnemluvíčesky", "Proprostnemluvesky-uyb24dma41a"),
            ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
            ("bücher", "bcher-kva"),
            ("한국", "3e0b707e"),
            ("pаypаl", "pypl-53dc"),
        ] {
            assert_eq!(encode(name).unwrap(), code, "{name}");
        }
    }
}
