// Signed-in spaces only: nothing here is needed, every page works without it.
import { focusOnErrors } from "./errors";
import { revealPasswords } from "./reveal";

focusOnErrors(document);
revealPasswords(document);
import { followEvents } from "./live";

focusOnErrors(document);
followEvents(document);
