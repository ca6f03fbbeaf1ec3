// Signed-in spaces only: nothing here is needed, every page works without it.
import { focusOnErrors } from "./errors";
import { followEvents } from "./live";
import { previewProfile } from "./profile";
import { followPart, followProgress } from "./progress";
import { revealPasswords } from "./reveal";
import { proposeNextTerm } from "./terms";

focusOnErrors(document);
revealPasswords(document);
proposeNextTerm(document);
followEvents(document);
previewProfile(document);
followProgress(document);
followPart(document);
