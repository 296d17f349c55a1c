// Addresses that can be shared: a search leaves out the fields that were left empty.

document.addEventListener("formdata", (event) => {
  if (!event.target.matches("[data-tidy], .find, .ask")) return;
  for (const [name, value] of [...event.formData]) {
    if (value === "") event.formData.delete(name);
  }
});

// A choice of labels searches at once; words wait for Enter.
document.addEventListener("change", (event) => {
  if (event.target.matches('.filters input[type="checkbox"]')) event.target.form.requestSubmit();
});
