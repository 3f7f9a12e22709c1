//! Which line is told, and how loudly. Pure; what was read in the focused window does not come this far.

use crate::config::NoticeChoice;
use crate::ui::screen::room::Weight;

/// Everything that decides whether a line is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) struct Situation {
    /// What the line is to the reader.
    pub(in crate::ui) weight: Weight,
    /// Whether the window has the focus.
    pub(in crate::ui) is_focused: bool,
    /// Whether the line's room is the one that is shown.
    pub(in crate::ui) is_shown: bool,
    /// What the person wants to be told of.
    pub(in crate::ui) wanted: NoticeChoice,
    /// Whether the person wants to be left alone.
    pub(in crate::ui) do_not_disturb: bool,
    /// Whether notices of this room are kept back.
    pub(in crate::ui) is_quiet: bool,
}

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verdict {
    /// A notice of the desktop tells it.
    pub(super) notice: bool,
    /// The window asks to be seen.
    pub(super) attention: bool,
}

/// Decides.
pub(super) fn judge(situation: Situation) -> Verdict {
    let is_for_me = situation.weight != Weight::Line;
    let is_wanted = match situation.wanted {
        NoticeChoice::All => true,
        NoticeChoice::Mentions => is_for_me,
        NoticeChoice::Off => false,
    };
    let is_let_through = is_wanted && !situation.do_not_disturb && !situation.is_quiet;
    // Whoever works in the window sees the numbers on its tiles; only what is meant for them alone is told beside that.
    let is_out_of_sight = !situation.is_focused || (is_for_me && !situation.is_shown);
    Verdict {
        notice: is_let_through && is_out_of_sight,
        attention: is_let_through && is_for_me && !situation.is_focused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every situation, in the order of the columns below.
    fn verdict(weight: Weight, wanted: NoticeChoice, is_focused: bool, is_shown: bool) -> (bool, bool) {
        let situation =
            Situation { weight, is_focused, is_shown, wanted, do_not_disturb: false, is_quiet: false };
        for (do_not_disturb, is_quiet) in [(true, false), (false, true), (true, true)] {
            let kept_back = judge(Situation { do_not_disturb, is_quiet, ..situation });
            assert_eq!(kept_back, Verdict { notice: false, attention: false }, "{situation:?}");
        }
        let Verdict { notice, attention } = judge(situation);
        (notice, attention)
    }

    #[test]
    fn the_table_of_notices() {
        use NoticeChoice::{All, Mentions, Off};
        use Weight::{Line, Mention, Whisper};
        const NOTHING: (bool, bool) = (false, false);
        const NOTICE: (bool, bool) = (true, false);
        const BOTH: (bool, bool) = (true, true);
        // Away from the window, whatever it shows; in it with another room shown; in it above the end of this room.
        let table = [
            (Line, All, NOTICE, NOTHING, NOTHING),
            (Line, Mentions, NOTHING, NOTHING, NOTHING),
            (Line, Off, NOTHING, NOTHING, NOTHING),
            (Mention, All, BOTH, NOTICE, NOTHING),
            (Mention, Mentions, BOTH, NOTICE, NOTHING),
            (Mention, Off, NOTHING, NOTHING, NOTHING),
            (Whisper, All, BOTH, NOTICE, NOTHING),
            (Whisper, Mentions, BOTH, NOTICE, NOTHING),
            (Whisper, Off, NOTHING, NOTHING, NOTHING),
        ];
        for (weight, wanted, away, beside, above) in table {
            assert_eq!(verdict(weight, wanted, false, true), away, "{weight:?} {wanted:?} away");
            assert_eq!(verdict(weight, wanted, false, false), away, "{weight:?} {wanted:?} away");
            assert_eq!(verdict(weight, wanted, true, false), beside, "{weight:?} {wanted:?} beside");
            assert_eq!(verdict(weight, wanted, true, true), above, "{weight:?} {wanted:?} above");
        }
    }
}
