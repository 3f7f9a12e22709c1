//! The page about the language: that of the system, the built-in ones, and one for each file.

use iced::Element;
use iced::widget::container;

use super::parts::Scene;
use super::{Message, Settings, Tongue};
use crate::config::{Choice, LanguageChoice};
use crate::phrase::Language;
use crate::ui::look::Look;
use crate::ui::mistake;
use crate::ui::theme::SMALL;
use crate::ui::widget::write;

impl Settings {
    /// Draws the page.
    pub(super) fn language<'a>(&'a self, scene: Scene<'a>) -> Vec<Element<'a, Message>> {
        let (look, palette) = (scene.look, scene.palette());
        let chosen = scene.facts.config.profile.language;
        let of_system = match Language::of_system() {
            Language::Korean => "set-lang-korean",
            Language::English => "set-lang-english",
        };
        let built_in = [
            (LanguageChoice::System, "set-lang-system", of_system),
            (LanguageChoice::Korean, "set-lang-korean", "set-lang-korean-help"),
            (LanguageChoice::English, "set-lang-english", "set-lang-english-help"),
        ];
        let built_in = built_in.into_iter().map(|(choice, words, caption)| {
            let caption = scene.caption(look.text(caption));
            scene.choice(look.text(words), Some(caption), chosen == choice, Choice::Language(choice))
        });
        let files = self.tongues.iter().map(|tongue| {
            let choice = LanguageChoice::Other(tongue.file.tag);
            scene.choice(
                tongue.name.clone(),
                Some(caption(scene, tongue)),
                chosen == choice,
                Choice::Language(choice),
            )
        });
        let help = [look.prose("set-lang-help"), look.prose("set-lang-files")]
            .map(|words| container(write(words, SMALL, palette.ink_third)).padding([0, 4]).into());
        let card = scene.card(built_in.chain(files).collect());
        std::iter::once(card).chain(help).collect()
    }
}

/// Says which file a language comes from, and what is wrong with it if anything is.
fn caption<'a>(scene: Scene<'a>, tongue: &Tongue) -> Element<'a, Message> {
    let (look, palette) = (scene.look, scene.palette());
    let name = tongue.file.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match wrong(look, tongue) {
        Some(wrong) => write(format!("{name} · {wrong}"), SMALL, palette.warn).into(),
        None => scene.caption(name),
    }
}

fn wrong(look: Look<'_>, tongue: &Tongue) -> Option<String> {
    if let Err(error) = &tongue.file.text {
        return Some(
            look.with(
                "set-lang-unread",
                &[("reason", mistake::of_reason(look.phrases, &error.reason).into())],
            ),
        );
    }
    let lines: Vec<String> = tongue.unread.lines.iter().map(ToString::to_string).collect();
    let more = if tongue.unread.has_more { ", …" } else { "" };
    let lines = format!("{}{more}", lines.join(", "));
    (!tongue.unread.lines.is_empty()).then(|| look.with("set-lang-partly", &[("lines", lines.into())]))
}
