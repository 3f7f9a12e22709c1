//! Handing notices to the desktop, on a thread of its own that begins with the first one.
//!
//! There is one notice of ours at a time: a newer one takes the place of the one before, and what was read meanwhile is
//! taken back. A press on it leads to the line. Without a service for notices every order is let go; the log says so once.

use futures::{Stream, stream};
use notify_rust::{Hint, Notification};
use tokio::sync::mpsc;

use crate::client::LineId;

/// Orders that wait for the thread, and presses that wait for the window; more are let go.
const ORDERS_MAX: usize = 16;
const PRESSES_MAX: usize = 4;
/// The name of the sound that desktops have for a message.
const SOUND: &str = "message-new-instant";

/// A notice that was pressed: which room, and where in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Press {
    /// What the room goes by in the window.
    pub room: u64,
    /// The line.
    pub line: LineId,
}

/// A notice in its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ui) struct Notice {
    pub(in crate::ui) title: String,
    pub(in crate::ui) body: String,
    pub(in crate::ui) press: Press,
    pub(in crate::ui) has_sound: bool,
}

/// What the thread is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ui) enum Order {
    /// Show a notice in the place of the one before.
    Show(Notice),
    /// Take the notice back.
    Withdraw,
}

/// The window's end of the thread.
#[derive(Debug)]
pub(super) struct Desk {
    orders: Option<mpsc::Sender<Order>>,
    presses: mpsc::Sender<Press>,
    /// The room that the last notice was about.
    shown: Option<u64>,
}

impl Desk {
    /// Begins without a thread, and returns the presses.
    pub(super) fn new() -> (Self, impl Stream<Item = Press> + use<>) {
        let (presses, pressed) = mpsc::channel(PRESSES_MAX);
        let pressed = stream::unfold(pressed, |mut pressed| async move {
            let press = pressed.recv().await?;
            Some((press, pressed))
        });
        (Self { orders: None, presses, shown: None }, pressed)
    }

    /// Begins with a test in the thread's place.
    #[cfg(test)]
    pub(super) fn to_test() -> (Self, mpsc::Receiver<Order>) {
        let (orders, ordered) = mpsc::channel(ORDERS_MAX);
        (Self { orders: Some(orders), presses: mpsc::channel(PRESSES_MAX).0, shown: None }, ordered)
    }

    /// Hands an order over; never waits.
    pub(super) fn order(&mut self, order: Order) {
        if let Order::Show(notice) = &order {
            self.shown = Some(notice.press.room);
        }
        if self.orders.is_none() {
            self.orders = start(self.presses.clone());
        }
        if let Some(Err(_)) = self.orders.as_ref().map(|orders| orders.try_send(order)) {
            tracing::debug!("a notice was let go: the desktop takes them too slowly");
        }
    }

    /// Takes the last notice back if it was about this room.
    pub(super) fn withdraw(&mut self, room: u64) {
        if self.shown == Some(room) {
            self.order(Order::Withdraw);
            self.shown = None;
        }
    }
}

fn start(presses: mpsc::Sender<Press>) -> Option<mpsc::Sender<Order>> {
    let (orders, ordered) = mpsc::channel(ORDERS_MAX);
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let started = runtime.and_then(|runtime| {
        let work = move || runtime.block_on(deliver(ordered, presses));
        std::thread::Builder::new().name("notices".to_owned()).spawn(work)
    });
    match started {
        Ok(_) => Some(orders),
        Err(error) => {
            tracing::warn!(%error, "no thread for notices");
            None
        }
    }
}

/// Obeys until the window is gone.
async fn deliver(mut orders: mpsc::Receiver<Order>, presses: mpsc::Sender<Press>) {
    let mut shown: Option<(platform::Shown, Press)> = None;
    let mut has_complained = false;
    loop {
        let order = match &shown {
            None => orders.recv().await,
            Some((notice, press)) => tokio::select! {
                order = orders.recv() => order,
                is_pressed = notice.ends() => {
                    if is_pressed && presses.try_send(*press).is_err() {
                        tracing::debug!("a press on a notice came to nothing: the window is busy");
                    }
                    shown = None;
                    continue;
                }
            },
        };
        match order {
            Some(Order::Show(notice)) => {
                match platform::show(&notice, shown.take().map(|(shown, _)| shown)).await {
                    Ok(handle) => shown = Some((handle, notice.press)),
                    Err(error) if !has_complained => {
                        has_complained = true;
                        tracing::warn!(%error, "this desktop shows no notices; the window's title tells what is new");
                    }
                    Err(_) => {}
                }
            }
            Some(Order::Withdraw) => {
                if let Some((notice, _)) = shown.take() {
                    notice.close().await;
                }
            }
            None => return,
        }
    }
}

/// Writes what every desktop takes.
fn notification(notice: &Notice, body: &str) -> Notification {
    let mut notification = Notification::new();
    notification.appname("Maru").icon("maru").summary(&notice.title).body(body);
    if notice.has_sound {
        notification.sound_name(SOUND);
    }
    notification
}

/// Desktops with the notification service of freedesktop.org.
#[cfg(all(unix, not(target_os = "macos")))]
mod platform {
    use notify_rust::{NotificationHandle, NotificationResponse};

    use super::{Hint, Notice, notification};

    /// What the service calls a press on the notice itself.
    const PRESSED: &str = "default";

    /// A notice that is on the screen, with the connection that hears of it.
    pub(super) struct Shown(NotificationHandle);

    impl Shown {
        /// Waits until it is pressed or closed; says whether it was pressed.
        pub(super) async fn ends(&self) -> bool {
            let mut is_pressed = false;
            let hear = |response: &NotificationResponse| {
                is_pressed = matches!(response, NotificationResponse::Default);
            };
            self.0.wait_for_action_async(hear).await;
            is_pressed
        }

        pub(super) async fn close(self) {
            self.0.close_async().await;
        }
    }

    pub(super) async fn show(
        notice: &Notice,
        before: Option<Shown>,
    ) -> Result<Shown, notify_rust::error::Error> {
        // What people say is no markup.
        let body = notice.body.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let mut notification = notification(notice, &body);
        notification
            .hint(Hint::DesktopEntry("maru".to_owned()))
            .hint(Hint::Category("im.received".to_owned()));
        notification.action(PRESSED, "");
        if !notice.has_sound {
            notification.hint(Hint::SuppressSound(true));
        }
        if let Some(Shown(before)) = &before {
            notification.id(before.id());
        }
        notification.show_async().await.map(Shown)
    }
}

/// Other desktops: a notice is shown, and neither taken back nor heard of.
#[cfg(not(all(unix, not(target_os = "macos"))))]
mod platform {
    use super::{Notice, notification};

    pub(super) struct Shown;

    impl Shown {
        pub(super) async fn ends(&self) -> bool {
            std::future::pending().await
        }

        pub(super) async fn close(self) {}
    }

    pub(super) async fn show(
        notice: &Notice,
        _before: Option<Shown>,
    ) -> Result<Shown, notify_rust::error::Error> {
        notification(notice, &notice.body).show().map(|_| Shown)
    }
}
