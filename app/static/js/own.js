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

// A form is sent once, however often its button is tapped; when the answer takes long, that is said.
const WORKING = "Working on it. Leave this page open.";
const working = (form, button) => {
  const told = document.createElement("p");
  told.className = "uo-working";
  told.setAttribute("role", "status");
  (button?.closest(".uo-buttons") ?? button ?? form.lastElementChild).after(told);
  setTimeout(() => { told.textContent = WORKING; }); // what changes in a status is read out
  setTimeout(() => told.remove(), 60_000);
};
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    else if (event.submitter?.value !== "file") { // a file comes without a new page
      form.dataset.late = setTimeout(working, 1500, form, event.submitter);
    }
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 8000); // a file may have come instead of a page
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    clearTimeout(Number(form.dataset.late));
    delete form.dataset.sent;
  }
  for (const told of document.querySelectorAll(".uo-working")) told.remove();
});
