//! The page about what is kept on this computer, and what can be done about it.

use iced::Element;
use iced::widget::row;

use super::parts::Scene;
use super::{Done, Message, Settings};
use crate::config::Choice;
use crate::ui::widget::{Icon, Tone, action, small_action};

impl Settings {
    /// Draws the page.
    pub(super) fn privacy<'a>(&'a self, scene: Scene<'a>) -> Vec<Element<'a, Message>> {
        let look = scene.look;
        let window = &scene.facts.config.window;
        let (rooms, hosts) = scene.facts.known;
        let drafts =
            scene.switch("set-drafts", Some("set-drafts-help"), window.keep_drafts, Choice::KeepDrafts);
        let known = look.prose_with("set-privacy-known-count", &[("count", hosts.into())]);
        let rows = vec![
            self.folder_row(scene),
            scene.row("set-privacy-history", Some(look.prose("set-privacy-history-help")), row![]),
            self.recents_row(scene, rooms),
            scene.row("set-privacy-known", Some(known), row![]),
        ];
        let nowhere = scene.card(vec![scene.row(
            "set-privacy-nowhere",
            Some(look.prose("set-privacy-nowhere-help")),
            row![],
        )]);
        vec![scene.card(vec![drafts]), scene.card(rows), nowhere]
    }

    /// Draws where everything lies, and the way there.
    pub(super) fn folder_row<'a>(&'a self, scene: Scene<'a>) -> Element<'a, Message> {
        let (look, palette) = (scene.look, scene.palette());
        let Some(folder) = scene.facts.folder else {
            return scene.row("about-folder", Some(look.prose("about-folder-none")), row![]);
        };
        let open = action(palette, Tone::Secondary, Some(Icon::FolderOpen), look.text("about-folder-open"))
            .on_press(Message::FolderPressed);
        let path = folder.display().to_string();
        let help = match self.done {
            Some(Done::FolderUnopened) => look.prose_with("about-folder-unopened", &[("path", path.into())]),
            _ => format!("{}\n{path}", look.prose("about-folder-help")),
        };
        scene.wide_row("about-folder", Some(help), open)
    }

    fn recents_row<'a>(&'a self, scene: Scene<'a>, rooms: usize) -> Element<'a, Message> {
        let (look, palette) = (scene.look, scene.palette());
        let help = look.prose_with("set-recents-count", &[("count", rooms.into())]);
        if self.is_asking {
            let cancel = small_action(palette, Tone::Secondary, None, look.text("common-cancel"))
                .on_press(Message::ForgetDismissed);
            let forget = small_action(palette, Tone::Danger, None, look.text("set-recents-forget"))
                .on_press(Message::ForgetConfirmed);
            return scene.wide_row(
                "set-recents",
                Some(look.prose("set-recents-ask")),
                row![cancel, forget].spacing(8),
            );
        }
        let forget = action(palette, Tone::DangerOutline, None, look.text("set-recents-clear"))
            .on_press_maybe((rooms > 0).then_some(Message::ForgetPressed));
        scene.wide_row("set-recents", Some(help), forget)
    }
}
