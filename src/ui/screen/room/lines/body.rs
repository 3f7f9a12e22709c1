//! What somebody said, drawn: words with their marks, code, links and emoji, folded where it is very long.

use std::ops::Range;

use iced::widget::{Column, column, container, row};
use iced::{Alignment, Color, Element, Length, Padding};

use super::Conversation;
use crate::client::{Line, LineKind};
use crate::ui::screen::room::Message;
use crate::ui::theme::{self, CAPTION};
use crate::ui::widget::{Icon, Prose, Run, Tone, glyph, label, press, small_action, spring, write};
use crate::ui::words::{self, Block, Kind, Piece};
use crate::wire::text::visible;
use crate::wire::{Mention, limits, mentions};

/// How wide a block of code is at most.
const CODE_WIDTH: f32 = 520.0;
/// How high the bar over it is.
const CODE_BAR: f32 = 28.0;
/// How much of the colour of what can be acted on lies behind selected text.
const SELECTION: f32 = 0.3;

/// What is drawn of a line.
pub(super) struct Body<'a> {
    pub(super) conversation: Conversation<'a>,
    pub(super) line: &'a Line,
    pub(super) text: &'a str,
    pub(super) ink: Color,
    /// What is shown before it and was not written.
    pub(super) prefix: Option<String>,
}

impl<'a> Body<'a> {
    /// Draws it.
    pub(super) fn view(self) -> Element<'a, Message> {
        let cut = words::fold(self.text).filter(|_| !self.conversation.reading.is_unfolded(self.line.id));
        let mut blocks = words::read(self.text);
        if let Some(cut) = cut {
            words::shorten(&mut blocks, cut);
        }
        let mut prefix = self.prefix.clone();
        let parts = blocks.iter().map(|block| match &block.fence {
            Some(_) => self.code(block),
            None => self.prose(block, prefix.take()),
        });
        let content = Column::with_children(parts.collect::<Vec<_>>()).spacing(4);
        let all = cut.map(|_| self.unfold());
        content.push(all).into()
    }

    fn prose(&self, block: &Block, prefix: Option<String>) -> Element<'a, Message> {
        let before = prefix.map(|prefix| Run::plain(prefix, 0..0, self.letters().font, self.ink));
        let shown = block.pieces.iter().filter(|piece| piece.kind != Kind::Mark);
        let mut left = limits::MENTIONS_SHOWN;
        let runs = before.into_iter().chain(shown.flat_map(|piece| self.runs(piece, &mut left))).collect();
        self.linked(Prose::new(runs, block.range(), self.letters(), self.selection()))
    }

    /// Draws code between fences, with its own way to the clipboard.
    fn code(&self, block: &Block) -> Element<'a, Message> {
        let (look, palette) = (self.conversation.look, self.conversation.look.palette);
        let code = block.code().unwrap_or_default();
        let name = block.fence.clone().and_then(|name| self.text.get(name)).unwrap_or_default();
        let copy = row![glyph(Icon::Copy, 13.0), label(look.text("msg-code-copy"), CAPTION)]
            .spacing(5)
            .align_y(Alignment::Center);
        let copy = press(copy)
            .on_press(Message::CodePressed(self.line.id, code.clone()))
            .skip_focus()
            .height(CODE_BAR)
            .padding([0, 12])
            .style(theme::quiet(palette));
        let name = write(visible(name).into_owned(), CAPTION, palette.ink_third)
            .wrapping(iced::widget::text::Wrapping::None);
        let bar = row![container(name).clip(true).width(Length::Fill), copy]
            .height(CODE_BAR)
            .align_y(Alignment::Center)
            .padding(Padding::ZERO.left(12));
        let shown = visible(self.text.get(code.clone()).unwrap_or_default());
        let mono = look.mono();
        let run = Run::plain(shown, code, mono.font, palette.ink);
        let words: Element<'a, Message> = Prose::new(vec![run], block.range(), mono, self.selection()).into();
        let words = container(words).padding(Padding { top: 2.0, right: 12.0, bottom: 10.0, left: 12.0 });
        container(column![bar, words].width(Length::Fill))
            .max_width(CODE_WIDTH)
            .style(theme::outlined(palette.code_fill, palette.line, 10.0))
            .into()
    }

    /// Draws a piece, with the names in it standing out from the words.
    fn runs(&self, piece: &Piece, left: &mut usize) -> Vec<Run<'a>> {
        let text =
            self.text.get(piece.range.clone()).filter(|text| piece.kind == Kind::Text && text.contains('@'));
        let Some(text) = text else { return self.run(piece).into_iter().collect() };
        let roster = self.conversation.timeline.roster();
        let names = || roster.members().map(|member| member.name.as_str());
        let (mut runs, mut at) = (Vec::new(), piece.range.start);
        let part = |range: Range<usize>| {
            let piece = Piece { range, ..piece.clone() };
            self.run(&piece).filter(|_| !piece.range.is_empty())
        };
        for mention in mentions(text, names).filter(|mention| self.counts(mention)).take(*left) {
            let start = piece.range.start + mention.at;
            let end = start + mention.text.len();
            runs.extend(part(at..start));
            runs.extend(part(start..end).map(|run| self.pill(run, &mention)));
            (at, *left) = (end, left.saturating_sub(1));
        }
        runs.extend(part(at..piece.range.end));
        runs
    }

    /// Everybody is named only by who may: of others it is a word.
    fn counts(&self, mention: &Mention<'_>) -> bool {
        let LineKind::Said { author, .. } = &self.line.kind else { return !mention.is_everyone };
        !mention.is_everyone || self.conversation.timeline.rank(author).may_call_everyone()
    }

    fn pill(&self, run: Run<'a>, mention: &Mention<'_>) -> Run<'a> {
        let (timeline, palette) = (self.conversation.timeline, self.conversation.look.palette);
        let is_me = timeline.me().is_some_and(|me| mention.text.strip_prefix('@') == Some(me.name.as_str()));
        let is_mine = self.line.sending().is_none() && (mention.is_everyone || is_me);
        let (fill, color) = match is_mine {
            true => (palette.notice_fill, palette.on_notice),
            false => (palette.accent_soft, palette.accent_ink),
        };
        Run { fill: Some(fill), color, ..run }
    }

    fn run(&self, piece: &Piece) -> Option<Run<'a>> {
        let palette = self.conversation.look.palette;
        let text = visible(self.text.get(piece.range.clone())?);
        let (letters, mono) = (self.letters(), self.conversation.look.mono());
        let plain = Run::plain(text, piece.range.clone(), letters.font, self.ink);
        let font = if piece.stress.is_bold { letters.semibold().font } else { letters.font };
        let stressed = Run {
            font,
            is_underlined: piece.stress.is_emphasised,
            is_struck: piece.stress.is_struck,
            ..plain
        };
        Some(match piece.kind {
            Kind::Text | Kind::Mark => stressed,
            Kind::Emoji => Run { font: theme::emoji_font().unwrap_or(font), ..stressed },
            Kind::Code => {
                Run { font: mono.font, size: Some(mono.size), fill: Some(palette.code_fill), ..stressed }
            }
            Kind::Link => Run { color: palette.accent_ink, is_underlined: true, is_link: true, ..stressed },
        })
    }

    /// Returns what words are written in.
    fn letters(&self) -> theme::Type {
        self.conversation.look.body()
    }

    fn linked(&self, prose: Prose<'a, Message>) -> Element<'a, Message> {
        let id = self.line.id;
        prose.on_link(move |range| Message::LinkPressed(id, range)).into()
    }

    fn selection(&self) -> Color {
        Color { a: SELECTION, ..self.conversation.look.palette.accent }
    }

    fn unfold(&self) -> Element<'a, Message> {
        let look = self.conversation.look;
        let all =
            small_action(look.palette, Tone::Secondary, Some(Icon::ChevronDown), look.text("msg-show-all"))
                .on_press(Message::UnfoldPressed(self.line.id));
        row![all, spring()].into()
    }
}
