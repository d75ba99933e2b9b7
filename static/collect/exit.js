// A quicker way out: one press of the exit button clears the screen at once, and pressing Shift
// three times within five seconds does the same as the button. Everything works without this.
(function () {
  "use strict";
  var exit = document.getElementById("exit");
  if (!exit) return;

  function leave() {
    document.documentElement.style.display = "none";
    document.title = "…";
    window.location.replace(exit.href);
  }

  exit.addEventListener("click", function (event) {
    event.preventDefault();
    leave();
  });

  var presses = 0;
  var first = 0;
  document.addEventListener("keydown", function (event) {
    if (event.repeat) return;
    if (event.key !== "Shift") {
      presses = 0;
      return;
    }
    if (presses === 0 || event.timeStamp - first > 5000) {
      presses = 0;
      first = event.timeStamp;
    }
    presses += 1;
    if (presses === 3) leave();
  });

  // A page that the browser kept in memory is asked for again, so that it shows what is there now.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) window.location.reload();
  });

  var problem = document.getElementById("error-summary");
  if (problem) problem.focus();
})();
