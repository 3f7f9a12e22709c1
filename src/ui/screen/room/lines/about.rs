//! What stands around the words of a line: the line that it answers, what was said before it was changed, and what people
//! put on it.

use iced::widget::{container, row, space};
use iced::{Alignment, Element, Length};

use super::Conversation;
use crate::client::{Line, LineKind, Reacted};
use crate::ui::screen::room::Message;
use crate::ui::screen::room::deeds::{self, one_line};
use crate::ui::theme::{self, CAPTION, SMALL};
use crate::ui::widget::{ellipsis, emoji, hint, label, press, write};
use crate::wire::{PublicKey, Seq, limits};

/// How high a reaction is.
const PILL: f32 = 26.0;
/// Reactions that are shown of a line before the rest is asked for.
const SHOWN: usize = 8;

/// Draws the line that a line answers; a press leads there, if it can be had.
pub(super) fn quote<'a>(conversation: Conversation<'a>, place: Seq) -> Element<'a, Message> {
    let (look, palette) = (conversation.look, conversation.look.palette);
    let line = conversation.timeline.said_at(place);
    let quiet = |words: String| row![ellipsis(words, SMALL, palette.ink_third)];
    let words = match line.map(|line| &line.kind) {
        Some(LineKind::Said { name, text, .. }) => row![
            write(name.as_str(), SMALL.semibold(), palette.ink_second),
            ellipsis(one_line(text), SMALL, palette.ink_second)
        ],
        Some(LineKind::Erased { .. }) => quiet(look.text("msg-erased")),
        _ => quiet(look.text("msg-quote-older")),
    };
    let bar = container(space()).width(3).height(16).style(theme::filled(palette.thumb, 1.5));
    let content = row![bar, words.spacing(8)].spacing(8).align_y(Alignment::Center);
    let leads = line.is_some() || conversation.timeline.older().is_some();
    let message = Message::Deeds(deeds::Message::QuotePressed(place));
    press(content)
        .on_press_maybe(leads.then_some(message))
        .skip_focus()
        .align(Alignment::Start)
        .height(20)
        .style(|_| iced::widget::button::Style::default())
        .into()
}

/// Draws that a line was changed; what it said before shows under the pointer.
pub(super) fn edited<'a>(conversation: Conversation<'a>, before: &str) -> Element<'a, Message> {
    let (look, palette) = (conversation.look, conversation.look.palette);
    let earlier = look.with("msg-earlier", &[("text", one_line(before).into())]);
    let caption = container(write(look.text("msg-edited"), CAPTION, palette.ink_third)).center_y(22);
    hint(palette, caption, earlier)
}

/// Draws what people put on a line; a press puts one's own there or takes it off.
pub(super) fn reactions<'a>(conversation: Conversation<'a>, line: &'a Line) -> Option<Element<'a, Message>> {
    if line.reactions.is_empty() {
        return None;
    }
    let is_all = conversation.reading.is_unfolded(line.id) || line.reactions.len() <= SHOWN;
    let shown = if is_all { line.reactions.len() } else { SHOWN };
    let pills = line.reactions.iter().take(shown).map(|one| pill(conversation, line, one));
    let more = line.reactions.len() - shown;
    let palette = conversation.look.palette;
    let more = (more > 0).then(|| {
        press(label(format!("+{more}"), SMALL.medium()))
            .on_press(Message::UnfoldPressed(line.id))
            .skip_focus()
            .height(PILL)
            .padding([0, 9])
            .style(theme::pill(palette, false))
            .into()
    });
    let all = row(pills.chain(more).collect::<Vec<_>>()).spacing(6);
    Some(container(all.wrap().vertical_spacing(4)).width(Length::Fill).padding([4, 0]).into())
}

fn pill<'a>(conversation: Conversation<'a>, line: &Line, one: &'a Reacted) -> Element<'a, Message> {
    let palette = conversation.look.palette;
    let count = label(one.by.len().to_string(), SMALL.medium());
    let content = row![emoji(one.emoji.as_str(), 14.0), count].spacing(6).align_y(Alignment::Center);
    let message = Message::Deeds(deeds::Message::Reacted(line.id, one.emoji.clone()));
    let pill = press(content)
        .on_press_maybe(conversation.reader.filter(|reader| reader.is_open).map(|_| message))
        .skip_focus()
        .height(PILL)
        .padding([0, 9])
        .style(theme::pill(palette, one.mine));
    hint(palette, pill, names(conversation, &one.by))
}

/// Returns who did something, by name as far as there are not too many.
fn names(conversation: Conversation<'_>, by: &[PublicKey]) -> String {
    let (look, roster) = (conversation.look, conversation.timeline.roster());
    let name = |key: &PublicKey| roster.name(key).map_or_else(|| key.mark(), |name| name.to_string());
    let named: Vec<_> = by.iter().take(limits::REACTION_NAMES).map(name).collect();
    let names = named.join(", ");
    match by.len() - named.len() {
        0 => names,
        more => look.with("msg-reacted-many", &[("names", names.into()), ("count", more.into())]),
    }
}
