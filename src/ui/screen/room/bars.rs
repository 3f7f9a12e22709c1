//! The bars under the head, at most two at a time; and what tells how the link is: the bar while it is broken, the card when
//! it is over, and the line about who types.

use iced::widget::{column, container, row, space};
use iced::{Alignment, Color, Element, Length, Padding};
use jiff::Timestamp;

use super::{Message, Room};
use crate::client::sentence::of_connect_error;
use crate::client::{ConnectError, Phase};
use crate::phrase::time;
use crate::ui::look::Look;
use crate::ui::theme::{self, CAPTION, HEAD, SMALL, UI};
use crate::ui::widget::{Icon, Tone, action, divider, icon, icon_plate, small_action, write};

/// Bars that are shown at a time.
const BARS_MAX: usize = 2;
/// How long the dots of somebody who is typing stand still, in milliseconds; the room is drawn anew as often.
const DOTS_STEP: i64 = 300;
/// How high the line about who types is.
pub(super) const TYPING_HEIGHT: f32 = 24.0;

impl Room {
    /// Draws the bars under the head, the most urgent on top; one more comes when one of them goes.
    pub(super) fn bars<'a>(
        &'a self,
        look: Look<'a>,
        knock: Option<Element<'a, Message>>,
    ) -> impl Iterator<Item = Element<'a, Message>> {
        let link = self.lost_bar(look).into_iter();
        link.chain(knock).chain(self.notice_bars(look)).chain(self.notice_bar(look)).take(BARS_MAX)
    }

    /// Draws the bar under the head while the host is not reached.
    fn lost_bar<'a>(&'a self, look: Look<'a>) -> Option<Element<'a, Message>> {
        let words = match self.timeline.phase() {
            Phase::Lost { attempt, .. } => self.lost_words(look, *attempt),
            Phase::Entering(_) if self.is_offline() => look.text("offline-looking"),
            Phase::Entering(_) | Phase::Here | Phase::Ended(_) => return None,
        };
        let palette = look.palette;
        let waiting = self.timeline.waiting();
        let queued = (waiting > 0 && !look.is_narrow()).then(|| {
            write(look.with("conn-queued", &[("count", waiting.into())]), CAPTION, palette.ink_second)
        });
        let is_waiting = matches!(self.timeline.phase(), Phase::Lost { .. });
        let retry = is_waiting.then(|| {
            small_action(palette, Tone::Secondary, Some(Icon::Retry), look.text("conn-retry-now"))
                .on_press(Message::RedialPressed)
        });
        let as_of = self.is_offline().then(|| write(self.as_of(look), CAPTION, palette.ink_second));
        let words = column![write(words, SMALL.medium(), palette.ink)].push(as_of).width(Length::Fill);
        let content = row![icon(Icon::Unplug, 16.0, palette.warn), words]
            .push(queued)
            .push(retry)
            .spacing(10)
            .align_y(Alignment::Center);
        Some(framed(content, palette.warn_soft, palette.warn_line))
    }

    fn lost_words(&self, look: Look<'_>, attempt: u32) -> String {
        let seconds = i64::try_from(self.retry_in).unwrap_or(i64::MAX);
        match (self.retry_in, self.is_offline()) {
            (0, true) => look.text("offline-looking"),
            (0, false) => look.with("conn-retrying", &[("n", i64::from(attempt).into())]),
            (_, true) => look.with("offline-lost", &[("seconds", seconds.into())]),
            (_, false) => look.with("conn-lost", &[("seconds", seconds.into())]),
        }
    }

    /// Says as of when the conversation is that is shown without its host.
    fn as_of(&self, look: Look<'_>) -> String {
        let Some(kept) = self.timeline.kept_as_of() else { return look.prose("offline-empty") };
        let kept = time::moment(kept);
        let day = time::day_ago(look.phrases, kept, look.now, look.zone);
        let clock = look.clock(kept);
        look.prose_with("offline-as-of", &[("day", day.into()), ("clock", clock.into())])
    }

    /// Draws the card that stands in the composer's place when the room is over.
    pub(super) fn end_card<'a>(&'a self, look: Look<'a>, error: &'a ConnectError) -> Element<'a, Message> {
        let palette = look.palette;
        let notice = of_connect_error(look.phrases, error, None);
        let is_bad = error.breaks_trust();
        let mark = match error {
            ConnectError::Closed(_) => Icon::DoorClosed,
            _ if is_bad => Icon::ShieldAlert,
            _ => Icon::Unplug,
        };
        let again = (!self.is_host() && !is_bad).then(|| {
            action(palette, Tone::Primary, Some(Icon::LogIn), look.text("closed-again"))
                .on_press(Message::AgainPressed)
        });
        let tone = if again.is_some() { Tone::Secondary } else { Tone::Primary };
        let home = action(palette, tone, Some(Icon::ChevronLeft), look.text("closed-home"))
            .on_press(Message::LeavePressed);
        let words = column![
            write(notice.title, HEAD, palette.ink),
            write(notice.body, UI, palette.ink_second),
            space().height(12),
            row![].push(again).push(home).spacing(8).wrap()
        ]
        .spacing(2)
        .width(Length::Fill);
        let (ink, plate, fill, line) = match is_bad {
            true => (palette.on_danger, palette.danger_fill, palette.danger_soft, palette.danger_line),
            false => (palette.ink_second, palette.sunken, palette.raised, palette.line),
        };
        let content = row![icon_plate(mark, ink, plate, 44.0), words].spacing(16);
        let card =
            container(content).padding([18, 20]).width(Length::Fill).style(theme::outlined(fill, line, 14.0));
        container(card).padding(Padding { top: 12.0, right: 16.0, bottom: 16.0, left: 16.0 }).into()
    }

    /// Draws who is typing; the line is there even when nobody is, so that nothing jumps.
    pub(super) fn typing_line<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let names: Vec<String> =
            self.timeline.roster().typing().take(3).map(|member| member.name.to_string()).collect();
        let words = match names.as_slice() {
            [] => None,
            [one] => Some(look.with("room-typing-one", &[("name", one.as_str().into())])),
            [one, other] => Some(
                look.with("room-typing-two", &[("a", one.as_str().into()), ("b", other.as_str().into())]),
            ),
            _ => Some(look.text("room-typing-many")),
        };
        let dots = words.is_some().then(|| {
            let mut colors = [palette.ink_third, palette.thumb_hover, palette.thumb];
            if !look.window.reduce_motion {
                colors.rotate_right(step_of(look.now));
            }
            let dot = |color| container(space()).width(5).height(5).style(theme::filled(color, 2.5)).into();
            row(colors.map(dot)).spacing(3)
        });
        let content = row![]
            .push(dots)
            .push(words.map(|words| write(words, CAPTION, palette.ink_third)))
            .spacing(8)
            .align_y(Alignment::Center);
        container(content)
            .height(TYPING_HEIGHT)
            .width(Length::Fill)
            .padding(Padding { top: 0.0, right: 20.0, bottom: 4.0, left: 20.0 })
            .into()
    }
}

/// Draws a bar over the whole width, with a line below it.
pub(super) fn framed<'a>(
    content: impl Into<Element<'a, Message>>,
    ground: Color,
    line: Color,
) -> Element<'a, Message> {
    let bar = container(content)
        .width(Length::Fill)
        .padding(Padding { top: 8.0, right: 12.0, bottom: 8.0, left: 20.0 })
        .style(theme::filled(ground, 0.0));
    column![bar, divider(line)].into()
}

/// Returns how many steps the dots have gone around.
fn step_of(now: Timestamp) -> usize {
    usize::try_from((now.as_millisecond() / DOTS_STEP).rem_euclid(3)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dots_go_around_once_in_nine_tenths_of_a_second() {
        let steps =
            [0, 299, 300, 600, 899, 900].map(|now| step_of(Timestamp::from_millisecond(now).unwrap()));
        assert_eq!(steps, [0, 0, 1, 2, 2, 0]);
    }
}
