//! The way of the keyboard through the window: which control has the focus, and which is next.
//!
//! - Tab goes through all controls in reading order, F6 from one region of the window to the next, and both around the end.
//! - What scrolls follows the focus, so that it is always seen.
//! - What lies behind a dialog is not on the way: the dialog keeps the focus, and what had it before has it afterwards.

use iced::advanced::widget::operation::{Focusable, Operation, Outcome, Scrollable};
use iced::advanced::widget::{Id, operate};
use iced::widget::container;
use iced::widget::scrollable::AbsoluteOffset;
use iced::{Element, Rectangle, Task, Vector};

/// The control of a dialog that does no harm: it has the focus when the dialog opens, so that Enter does no harm either.
pub const SAFE: &str = "safe";
/// How far from the edge of what scrolls a control with the focus stands at least, so that its ring is seen.
const MARGIN: f32 = 8.0;

/// A part of the window that F6 goes to. The order is that in which they stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Region {
    /// The strip with the rooms.
    Rail,
    /// What was said.
    Messages,
    /// What is written.
    Composer,
    /// What stands beside the messages: the members, or a panel.
    Beside,
    /// In the lobby, who sits here.
    Name,
    /// In the lobby, the two ways into a room.
    Ways,
    /// In the lobby, the rooms of before.
    Recents,
}

impl Region {
    const ALL: [(Self, &'static str); 7] = [
        (Self::Rail, "region-rail"),
        (Self::Messages, "region-messages"),
        (Self::Composer, "region-composer"),
        (Self::Beside, "region-beside"),
        (Self::Name, "region-name"),
        (Self::Ways, "region-ways"),
        (Self::Recents, "region-recents"),
    ];

    fn id(self) -> Option<Id> {
        Self::ALL.into_iter().find(|(region, _)| *region == self).map(|(_, id)| Id::new(id))
    }

    fn of(id: &Id) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, own)| *id == Id::new(own)).map(|(region, _)| region)
    }
}

/// Marks a part of the window as a region. F6 enters it at its first control that has a name, or else at its first.
pub fn region<'a, Message: 'a>(
    region: Region,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    let part = container(content);
    match region.id() {
        Some(id) => part.id(id).into(),
        None => part.into(),
    }
}

/// Takes the focus from every widget but one, which keeps its caret where it is if it has the focus already.
///
/// A click alone does not take the focus from a [`steady`](super::steady) text area, so whoever is clicked asks for it.
pub fn hold_focus<Message: Send + 'static>(id: impl Into<Id>) -> Task<Message> {
    operate(Hold { id: id.into() })
}

/// Goes to the next control, or to the one before if `step` is negative.
pub fn focus_beside<Message: Send + 'static>(step: isize) -> Task<Message> {
    operate(Survey::to(Way::Control(step)))
}

/// Goes to the next region, or to the one before if `step` is negative.
pub fn focus_region<Message: Send + 'static>(step: isize) -> Task<Message> {
    operate(Survey::to(Way::Region(step)))
}

/// Goes to a control if none has the focus.
pub fn focus_if_none<Message: Send + 'static>(id: impl Into<Id>) -> Task<Message> {
    operate(Survey::to(Way::Rest(id.into())))
}

/// Scrolls the container of some name into sight.
pub fn show<Message: Send + 'static>(id: impl Into<Id>) -> Task<Message> {
    operate(Show { id: id.into(), panes: Panes::default(), reveal: None })
}

struct Hold {
    id: Id,
}

impl<Message> Operation<Message> for Hold {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<Message>)) {
        operate(self);
    }

    fn focusable(&mut self, id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        match (id == Some(&self.id), state.is_focused()) {
            (true, false) => state.focus(),
            (false, true) => state.unfocus(),
            _ => {}
        }
    }
}

/// Where the focus is to go.
#[derive(Debug, Default)]
enum Way {
    /// Nowhere: only what there is counts.
    #[default]
    Nowhere,
    Control(isize),
    Region(isize),
    Rest(Id),
}

/// A control that can have the focus.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) id: Option<Id>,
    is_focused: bool,
    region: Option<Region>,
    /// What is written on it, as far as anybody asked.
    pub(super) texts: Vec<String>,
}

/// Looks through all controls, and then sends the focus where it is to go.
#[derive(Debug, Default)]
pub(super) struct Survey {
    way: Way,
    is_reading: bool,
    stops: Vec<Stop>,
    region: Option<Region>,
    /// The region of which the inside comes next.
    entered: Option<Region>,
    /// The control whose inside is looked at, and the one of which the inside comes next.
    inside: Option<usize>,
    reached: Option<usize>,
}

impl Survey {
    fn to(way: Way) -> Self {
        Self { way, ..Self::default() }
    }

    /// Looks only, and reads what is written on each control.
    pub(super) fn reading() -> Self {
        Self { is_reading: true, ..Self::default() }
    }

    /// Returns the controls in their order.
    pub(super) fn stops(&self) -> &[Stop] {
        &self.stops
    }

    /// Returns which of them has the focus.
    pub(super) fn focused(&self) -> Option<usize> {
        self.stops.iter().position(|stop| stop.is_focused)
    }

    /// Whether what has the focus is a control with a name.
    pub(super) fn is_named_focused(&self) -> bool {
        self.focused().and_then(|at| self.stops.get(at)).is_some_and(|stop| stop.id.is_some())
    }

    fn target(&self) -> Option<usize> {
        match &self.way {
            Way::Nowhere => None,
            Way::Control(step) => self.beside(*step),
            Way::Region(step) => self.region_beside(*step),
            Way::Rest(_) if self.focused().is_some() => None,
            Way::Rest(id) => self.stops.iter().position(|stop| stop.id.as_ref() == Some(id)),
        }
    }

    fn beside(&self, step: isize) -> Option<usize> {
        let len = isize::try_from(self.stops.len()).ok().filter(|len| *len > 0)?;
        let at = self.focused().and_then(|at| isize::try_from(at).ok());
        let at = at.unwrap_or(if step > 0 { -1 } else { 0 });
        usize::try_from((at + step).rem_euclid(len)).ok()
    }

    /// Returns where the next region is entered, seen from the focus, around the end.
    fn region_beside(&self, step: isize) -> Option<usize> {
        let here = self.focused().and_then(|at| self.stops.get(at)).and_then(|stop| stop.region);
        let len = self.stops.len();
        let from = self.focused().unwrap_or(if step > 0 { len.checked_sub(1)? } else { 0 });
        let next = (1..=len).find_map(|count| {
            let at = if step > 0 { (from + count) % len } else { (from + len - count) % len };
            self.stops.get(at)?.region.filter(|region| Some(*region) != here)
        })?;
        let mut inside = self.stops.iter().enumerate().filter(|(_, stop)| stop.region == Some(next));
        let first = inside.clone().next().map(|(at, _)| at);
        inside.find(|(_, stop)| stop.id.is_some()).map(|(at, _)| at).or(first)
    }
}

impl<T: 'static> Operation<T> for Survey {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        let before = (self.region, self.inside);
        self.region = self.entered.take().or(self.region);
        self.inside = self.reached.take().or(self.inside);
        operate(self);
        (self.region, self.inside) = before;
    }

    fn container(&mut self, id: Option<&Id>, _bounds: Rectangle) {
        self.entered = id.and_then(Region::of);
    }

    fn focusable(&mut self, id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        self.reached = Some(self.stops.len());
        self.stops.push(Stop {
            id: id.cloned(),
            is_focused: state.is_focused(),
            region: self.region,
            texts: Vec::new(),
        });
    }

    fn text(&mut self, _id: Option<&Id>, _bounds: Rectangle, text: &str) {
        if let Some(stop) = self.inside.filter(|_| self.is_reading).and_then(|at| self.stops.get_mut(at)) {
            stop.texts.push(text.to_owned());
        }
    }

    fn finish(&self) -> Outcome<T> {
        self.target().map_or(Outcome::None, |target| Outcome::Chain(Box::new(Go::to(target))))
    }
}

/// Something that scrolls, as it stands.
#[derive(Debug, Clone, Copy)]
struct Pane {
    number: usize,
    bounds: Rectangle,
    translation: Vector,
}

impl Pane {
    /// Returns how far it has to scroll to show something inside of it.
    fn way_to(&self, bounds: Rectangle) -> f32 {
        let top = self.bounds.y + self.translation.y + MARGIN;
        let bottom = self.bounds.y + self.bounds.height + self.translation.y - MARGIN;
        if bounds.y < top { bounds.y - top } else { (bounds.y + bounds.height - bottom).max(0.0) }
    }
}

/// What scrolls, counted while it is passed.
#[derive(Debug, Default)]
struct Panes {
    count: usize,
    /// What is looked at scrolls inside of this.
    around: Option<Pane>,
    /// The pane of which the inside comes next.
    entered: Option<Pane>,
}

impl Panes {
    fn pass(&mut self, bounds: Rectangle, translation: Vector) {
        self.entered = Some(Pane { number: self.count, bounds, translation });
        self.count += 1;
    }

    /// Goes inside of what was passed last; returns what to come back to.
    fn enter(&mut self) -> Option<Pane> {
        let before = self.around;
        self.around = self.entered.take().or(before);
        before
    }

    /// Returns what has to scroll so that something is seen.
    fn reveal(&self, bounds: Rectangle) -> Option<Reveal> {
        let pane = self.around?;
        let way = pane.way_to(bounds);
        (way != 0.0).then_some(Reveal { pane: pane.number, way, at: 0 })
    }
}

/// Gives the focus to the control at one place, and takes it from all others.
#[derive(Debug)]
pub(super) struct Go {
    target: usize,
    at: usize,
    panes: Panes,
    reveal: Option<Reveal>,
}

impl Go {
    pub(super) fn to(target: usize) -> Self {
        Self { target, at: 0, panes: Panes::default(), reveal: None }
    }
}

impl<T> Operation<T> for Go {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        let before = self.panes.enter();
        operate(self);
        self.panes.around = before;
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        _content_bounds: Rectangle,
        translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        self.panes.pass(bounds, translation);
    }

    fn focusable(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        if self.at == self.target {
            state.focus();
            self.reveal = self.panes.reveal(bounds);
        } else {
            state.unfocus();
        }
        self.at += 1;
    }

    fn finish(&self) -> Outcome<T> {
        chain(self.reveal)
    }
}

/// Looks for a container, and has what is around it scroll.
#[derive(Debug)]
struct Show {
    id: Id,
    panes: Panes,
    reveal: Option<Reveal>,
}

impl<T> Operation<T> for Show {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        let before = self.panes.enter();
        operate(self);
        self.panes.around = before;
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        _content_bounds: Rectangle,
        translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        self.panes.pass(bounds, translation);
    }

    fn container(&mut self, id: Option<&Id>, bounds: Rectangle) {
        if id == Some(&self.id) {
            self.reveal = self.panes.reveal(bounds);
        }
    }

    fn finish(&self) -> Outcome<T> {
        chain(self.reveal)
    }
}

fn chain<T>(reveal: Option<Reveal>) -> Outcome<T> {
    reveal.map_or(Outcome::None, |reveal| Outcome::Chain(Box::new(reveal)))
}

/// Scrolls one pane some way.
#[derive(Debug, Clone, Copy)]
struct Reveal {
    pane: usize,
    way: f32,
    at: usize,
}

impl<T> Operation<T> for Reveal {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        operate(self);
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        content_bounds: Rectangle,
        _translation: Vector,
        state: &mut dyn Scrollable,
    ) {
        if self.at == self.pane {
            state.scroll_by(AbsoluteOffset { x: 0.0, y: self.way }, bounds, content_bounds);
        }
        self.at += 1;
    }
}
