// What makes the pages smoother. Each page is complete without it, and it holds no logic of the data.
import { copyButtons } from "./enhance/copy_buttons";
import { filters } from "./enhance/filters";
import { linkedRows } from "./enhance/linked_rows";
import { openTarget } from "./enhance/open_target";
import { reveal } from "./enhance/reveal";
import { savePng } from "./enhance/save_png";

reveal();
filters();
openTarget();
linkedRows();
savePng();
copyButtons();
