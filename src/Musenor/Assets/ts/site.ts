// Nothing here is needed: every page works without it.
import { keepFacetsOpen } from "./facets";
import { focusOnErrors } from "./errors";

keepFacetsOpen(document);
focusOnErrors(document);
