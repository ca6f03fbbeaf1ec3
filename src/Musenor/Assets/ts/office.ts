// Signed-in spaces only: nothing here is needed, every page works without it.
import { focusOnErrors } from "./errors";
import { proposeNextTerm } from "./terms";

focusOnErrors(document);
proposeNextTerm(document);
