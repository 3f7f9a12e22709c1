//! Times and dates as people say them: 오후 7:02, 11월 20일 금요일, 어제.
//!
//! Pure: the moment, what counts as now, and the time zone are parameters.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Phrases;

/// Days back that are counted instead of dated: "3 days ago".
const DAYS_COUNTED: i32 = 6;

/// The moment that lies so many milliseconds after 1970 in UTC; beyond the calendar's end, that end.
#[must_use]
pub fn moment(milliseconds: u64) -> Timestamp {
    i64::try_from(milliseconds)
        .ok()
        .and_then(|milliseconds| Timestamp::from_millisecond(milliseconds).ok())
        .unwrap_or(Timestamp::MAX)
}

/// The time of day: 오후 7:02, 7:02 PM.
#[must_use]
pub fn clock(phrases: &Phrases, at: Timestamp, zone: &TimeZone) -> String {
    let time = zone.to_datetime(at).time();
    let half = phrases.text(if time.hour() < 12 { "time-am" } else { "time-pm" });
    let hour = match time.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    let minute = format!("{:02}", time.minute());
    phrases.with(
        "time-clock",
        &[("half", half.into()), ("hour", i32::from(hour).into()), ("minute", minute.into())],
    )
}

/// The time of day by hours counted to 24: 19:02.
#[must_use]
pub fn clock_of_day(at: Timestamp, zone: &TimeZone) -> String {
    let time = zone.to_datetime(at).time();
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// The line between two days of a conversation: 오늘, 어제, 11월 20일 금요일; with the year if it is another.
#[must_use]
pub fn day_line(phrases: &Phrases, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (day, today) = (date(at, zone), date(now, zone));
    match days_between(day, today) {
        0 => phrases.text("room-today"),
        1 => phrases.text("room-yesterday"),
        _ => {
            let weekday = phrases.text(weekday_key(day));
            let month = phrases.text(month_key(day));
            let number = i32::from(day.day());
            if day.year() == today.year() {
                return phrases.with(
                    "day-line",
                    &[("weekday", weekday.into()), ("month", month.into()), ("day", number.into())],
                );
            }
            phrases.with(
                "day-line-year",
                &[
                    ("weekday", weekday.into()),
                    ("month", month.into()),
                    ("day", number.into()),
                    ("year", i32::from(day.year()).into()),
                ],
            )
        }
    }
}

/// How long ago a day was, for a list: 오늘, 어제, 3일 전, 11월 2일, 2025년 11월 2일.
#[must_use]
pub fn day_ago(phrases: &Phrases, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (day, today) = (date(at, zone), date(now, zone));
    match days_between(day, today) {
        0 => phrases.text("room-today"),
        1 => phrases.text("room-yesterday"),
        days @ 2..=DAYS_COUNTED => phrases.with("day-ago", &[("count", days.into())]),
        _ => day_of_year(phrases, at, now, zone),
    }
}

/// A day by its date, however near it is: 11월 2일, 2025년 11월 2일.
#[must_use]
pub fn day_of_year(phrases: &Phrases, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let day = date(at, zone);
    let month = phrases.text(month_key(day));
    let number = i32::from(day.day());
    if day.year() == date(now, zone).year() {
        return phrases.with("day-short", &[("month", month.into()), ("day", number.into())]);
    }
    phrases.with(
        "day-short-year",
        &[("month", month.into()), ("day", number.into()), ("year", i32::from(day.year()).into())],
    )
}

/// How long something takes, to the second: 48초, 1분 25초, 2분.
#[must_use]
pub fn span(phrases: &Phrases, seconds: u32) -> String {
    let (minutes, seconds) = (seconds / 60, seconds % 60);
    let parts = [("minutes", i64::from(minutes).into()), ("seconds", i64::from(seconds).into())];
    match (minutes, seconds) {
        (0, _) => phrases.with("time-span-seconds", &parts),
        (_, 0) => phrases.with("time-span-minutes", &parts),
        _ => phrases.with("time-span", &parts),
    }
}

/// Whether two moments fall on one day there.
#[must_use]
pub fn same_day(one: Timestamp, other: Timestamp, zone: &TimeZone) -> bool {
    date(one, zone) == date(other, zone)
}

fn date(at: Timestamp, zone: &TimeZone) -> Date {
    zone.to_datetime(at).date()
}

/// How many midnights lie between; negative for a day to come, as from a clock that runs ahead.
fn days_between(day: Date, today: Date) -> i32 {
    day.until(today).map_or(i32::MAX, |span| span.get_days())
}

fn weekday_key(day: Date) -> &'static str {
    match day.weekday().to_monday_one_offset() {
        1 => "weekday-1",
        2 => "weekday-2",
        3 => "weekday-3",
        4 => "weekday-4",
        5 => "weekday-5",
        6 => "weekday-6",
        _ => "weekday-7",
    }
}

fn month_key(day: Date) -> &'static str {
    match day.month() {
        1 => "month-1",
        2 => "month-2",
        3 => "month-3",
        4 => "month-4",
        5 => "month-5",
        6 => "month-6",
        7 => "month-7",
        8 => "month-8",
        9 => "month-9",
        10 => "month-10",
        11 => "month-11",
        _ => "month-12",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrase::Language;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn seoul() -> TimeZone {
        TimeZone::fixed(jiff::tz::offset(9))
    }

    #[test]
    fn a_clock_says_morning_and_afternoon_in_each_language() {
        let (korean, english) = (Phrases::new(Language::Korean), Phrases::new(Language::English));
        for (moment, ko, en) in [
            ("2026-11-20T10:02:59Z", "오후 7:02", "7:02 PM"),
            ("2026-11-19T15:00:00Z", "오전 12:00", "12:00 AM"),
            ("2026-11-20T03:05:00Z", "오후 12:05", "12:05 PM"),
            ("2026-11-20T02:59:00Z", "오전 11:59", "11:59 AM"),
        ] {
            assert_eq!(clock(&korean, at(moment), &seoul()), ko);
            assert_eq!(clock(&english, at(moment), &seoul()), en);
        }
        assert_eq!(clock_of_day(at("2026-11-20T10:02:59Z"), &seoul()), "19:02");
        assert_eq!(clock_of_day(at("2026-11-19T15:00:00Z"), &seoul()), "00:00");
    }

    #[test]
    fn a_day_line_follows_the_calendar_of_the_zone() {
        let (korean, english) = (Phrases::new(Language::Korean), Phrases::new(Language::English));
        let now = at("2026-11-22T01:00:00Z");
        for (moment, ko, en) in [
            ("2026-11-21T15:00:00Z", "오늘", "Today"),
            ("2026-11-21T14:59:59Z", "어제", "Yesterday"),
            ("2026-11-20T10:00:00Z", "11월 20일 금요일", "Friday, November 20"),
            ("2025-11-20T10:00:00Z", "2025년 11월 20일 목요일", "Thursday, November 20, 2025"),
            ("2026-11-23T10:00:00Z", "11월 23일 월요일", "Monday, November 23"),
        ] {
            assert_eq!(day_line(&korean, at(moment), now, &seoul()), ko);
            assert_eq!(day_line(&english, at(moment), now, &seoul()), en);
        }
        assert_eq!(day_line(&english, at("2026-11-21T15:00:00Z"), now, &TimeZone::UTC), "Yesterday");
    }

    #[test]
    fn recent_days_are_counted_and_older_ones_dated() {
        let (korean, english) = (Phrases::new(Language::Korean), Phrases::new(Language::English));
        let now = at("2026-03-02T12:00:00Z");
        for (moment, ko, en) in [
            ("2026-03-02T00:00:00Z", "오늘", "Today"),
            ("2026-03-01T00:00:00Z", "어제", "Yesterday"),
            ("2026-02-28T00:00:00Z", "2일 전", "2 days ago"),
            ("2026-02-24T00:00:00Z", "6일 전", "6 days ago"),
            ("2026-02-23T00:00:00Z", "2월 23일", "February 23"),
            ("2025-12-31T00:00:00Z", "2025년 12월 31일", "December 31, 2025"),
        ] {
            assert_eq!(day_ago(&korean, at(moment), now, &TimeZone::UTC), ko);
            assert_eq!(day_ago(&english, at(moment), now, &TimeZone::UTC), en);
        }
    }

    #[test]
    fn every_day_and_month_has_a_name() {
        let phrases = Phrases::new(Language::Korean);
        let mut day = jiff::civil::date(2026, 1, 1);
        for _ in 0..366 {
            assert!(phrases.has(weekday_key(day)) && phrases.has(month_key(day)));
            day = day.tomorrow().unwrap();
        }
    }

    #[test]
    fn a_hostile_time_is_only_far_away() {
        assert_eq!(moment(u64::MAX), Timestamp::MAX);
        assert_eq!(moment(0), Timestamp::UNIX_EPOCH);
        let phrases = Phrases::new(Language::English);
        assert!(!day_line(&phrases, moment(u64::MAX), moment(0), &TimeZone::UTC).is_empty());
        assert!(same_day(moment(0), moment(86_399_999), &TimeZone::UTC));
    }

    #[test]
    fn a_span_is_told_in_minutes_and_seconds() {
        let (korean, english) = (Phrases::new(Language::Korean), Phrases::new(Language::English));
        for (seconds, ko, en) in
            [(0, "0초", "0 s"), (59, "59초", "59 s"), (85, "1분 25초", "1 min 25 s"), (120, "2분", "2 min")]
        {
            assert_eq!(span(&korean, seconds), ko);
            assert_eq!(span(&english, seconds), en);
        }
    }

    #[test]
    fn a_date_is_a_date_however_near_it_is() {
        let (korean, english) = (Phrases::new(Language::Korean), Phrases::new(Language::English));
        let now = at("2026-11-20T10:00:00Z");
        for (moment, ko, en) in [
            ("2026-11-20T09:00:00Z", "11월 20일", "November 20"),
            ("2025-11-20T09:00:00Z", "2025년 11월 20일", "November 20, 2025"),
        ] {
            assert_eq!(day_of_year(&korean, at(moment), now, &seoul()), ko);
            assert_eq!(day_of_year(&english, at(moment), now, &seoul()), en);
        }
    }
}
