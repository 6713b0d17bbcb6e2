// The editor of /sparql: takes the place of the text field of each form that asks for one. The form works without it.
import { mount } from "./editor/form";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sparql-editor]")) mount(form);
