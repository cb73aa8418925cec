// What the young person’s own pages do more when scripts run; small, so that it loads on any line.

// “Leave this page” replaces the page, so that Back does not return to it.
// It ends the visit on the way. Three times Escape does the same.
const way = document.querySelector("form[data-leave]");
if (way) {
  const leave = () => {
    document.documentElement.hidden = true;
    document.title = "";
    navigator.sendBeacon(way.action, new FormData(way));
    window.location.replace(way.dataset.leave);
  };
  way.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
  let escapes = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    escapes = [...escapes, event.timeStamp].filter((then) => event.timeStamp - then < 3000);
    if (escapes.length >= 3) leave();
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A form is sent once, however often its button is tapped.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 8000); // a file may have come instead of a page
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
