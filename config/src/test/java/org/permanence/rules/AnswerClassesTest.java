package org.permanence.rules;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.privacy.DataClass.CLINICAL;
import static org.permanence.privacy.DataClass.CONTACT;
import static org.permanence.privacy.DataClass.IDENTITY;
import static org.permanence.privacy.DataClass.NONE;
import static org.permanence.privacy.DataClass.SCHEDULE;
import static org.permanence.privacy.DataClass.SECRET;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.permanence.privacy.DataClass;
import org.permanence.rules.AnswerKeys.Use;

/// Each key of an answer of the management port has a data class. A key with several meanings has the most
/// sensitive class. Before you add a key above NONE: does the person who asks need it, and does the table of rights
/// give it to all roles of the route?
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswerClassesTest {

    private static final Map<String, DataClass> CLASSES = Map.ofEntries(
            entry("accepted-at", SCHEDULE),
            entry("accepted-by", NONE),
            entry("action", NONE),
            entry("active-at", SCHEDULE),
            entry("actor", IDENTITY),
            entry("address", SECRET),
            entry("asked-at", SCHEDULE),
            entry("asked-by", IDENTITY),
            entry("assistant", IDENTITY),
            entry("assistants", NONE),
            entry("at", NONE),
            entry("attached", NONE),
            entry("audit-entry", NONE),
            entry("author", IDENTITY),
            entry("blocked-at", NONE),
            entry("break-glass", NONE),
            entry("call", NONE),
            entry("callback-number", CONTACT),
            entry("cancelled", NONE),
            entry("cause", NONE),
            entry("challenge", NONE),
            entry("channels", NONE),
            entry("choices", NONE),
            entry("code", NONE),
            entry("course", NONE),
            entry("created", NONE),
            entry("decided-by", IDENTITY),
            entry("deed", NONE),
            entry("device", SECRET),
            entry("device-name", NONE),
            entry("digest", NONE),
            entry("disposition", NONE),
            entry("done", NONE),
            entry("durable", NONE),
            entry("ended", NONE),
            entry("ends-at", NONE),
            entry("enrolled-at", SCHEDULE),
            entry("entries", NONE),
            entry("entry", NONE),
            entry("erased-at", NONE),
            entry("event", NONE),
            entry("failures", NONE),
            entry("fresh-until", SCHEDULE),
            entry("from", NONE),
            entry("id", NONE),
            entry("keys-destroyed", NONE),
            entry("kept-until", NONE),
            entry("kind", NONE),
            entry("language", IDENTITY),
            entry("languages", IDENTITY),
            entry("legal-hold", NONE),
            entry("line", NONE),
            entry("lines", NONE),
            entry("login", IDENTITY),
            entry("lost-notes", NONE),
            entry("message", NONE),
            entry("missing", NONE),
            entry("name", IDENTITY),
            entry("needs", NONE),
            entry("not-promised", NONE),
            entry("note", NONE),
            entry("notes-erased", NONE),
            entry("object", NONE),
            entry("opened-at", SCHEDULE),
            entry("opened-by", IDENTITY),
            entry("outcome", NONE),
            entry("override", NONE),
            entry("password", SECRET),
            entry("pending-notes", NONE),
            entry("person", IDENTITY),
            entry("pkcs12", SECRET),
            entry("place", NONE),
            entry("practice", NONE),
            entry("practices", NONE),
            entry("practices-without-contract", NONE),
            entry("preferred", NONE),
            entry("problem", NONE),
            entry("pseudonym", IDENTITY),
            entry("purpose", NONE),
            entry("question", NONE),
            entry("questions", NONE),
            entry("ready", NONE),
            entry("reason", IDENTITY),
            entry("reasons", NONE),
            entry("received", NONE),
            entry("recorded-at", SCHEDULE),
            entry("recording", NONE),
            entry("recordings-erased", NONE),
            entry("recordings-on-hold", NONE),
            entry("recovery-codes", SECRET),
            entry("region", NONE),
            entry("replicas", NONE),
            entry("replicas-up", NONE),
            entry("request", NONE),
            entry("retained-until", NONE),
            entry("review-until", NONE),
            entry("reviewed-at", SCHEDULE),
            entry("reviewed-by", IDENTITY),
            entry("revoked", NONE),
            entry("revoked-at", SCHEDULE),
            entry("role", NONE),
            entry("roles", NONE),
            entry("sealed", CLINICAL),
            entry("seconds", NONE),
            entry("seed", SECRET),
            entry("session", SECRET),
            entry("session-id", NONE),
            entry("sha256", NONE),
            entry("since", SCHEDULE),
            entry("source", IDENTITY),
            entry("staffing", NONE),
            entry("started", NONE),
            entry("started-at", SCHEDULE),
            entry("state", SCHEDULE),
            entry("team", NONE),
            entry("text", CONTACT),
            entry("this", NONE),
            entry("time", NONE),
            entry("to", NONE),
            entry("token", SECRET),
            entry("unblocked", NONE),
            entry("unchanged", NONE),
            entry("unread-after", NONE),
            entry("until", NONE),
            entry("urgency", CLINICAL),
            entry("verdict", NONE),
            entry("version", NONE),
            entry("warnings", NONE),
            entry("words", CONTACT),
            entry("written", NONE));

    /// The only places where such data may be written into an answer.
    private static final Set<Use> PERMITTED = Set.of(
            new Use("sealed", "NotesApi.read"), // Encrypted for the doctors.
            new Use("urgency", "OperationsApi.toJson"),
            new Use("token", "PeopleApi.toJson"),
            new Use("password", "DevicesApi.toJson"),
            new Use("pkcs12", "DevicesApi.toJson"),
            new Use("session", "SignInApi.toJson"),
            new Use("device", "SignInApi.toJson"),
            new Use("seed", "SignInApi.begin"),
            new Use("address", "SignInApi.begin"),
            new Use("recovery-codes", "SignInApi.accept"));

    private List<Use> uses = List.of();

    @BeforeAll
    void readTheSources() throws IOException {
        uses = AnswerKeys.in(MainSources.below("org/permanence/management"));
        assertTrue(uses.size() > 50, "the answers were found");
    }

    @Test
    void everyKeyOfAnAnswerHasAClass() {
        assertEquals(
                List.of(),
                uses.stream().filter(use -> !CLASSES.containsKey(use.key())).toList(),
                "add the key to CLASSES, with its class");
    }

    @Test
    void everyClassBelongsToAKeyOfAnAnswer() {
        Set<String> unused = new TreeSet<>(CLASSES.keySet());
        unused.removeAll(uses.stream().map(Use::key).collect(Collectors.toSet()));
        assertEquals(Set.of(), unused);
    }

    @Test
    void secretOrClinicalDataIsOnlyInAnswersThatAreListed() {
        Set<Use> sensitive = uses.stream()
                .filter(use -> Set.of(SECRET, CLINICAL).contains(CLASSES.getOrDefault(use.key(), NONE)))
                .collect(Collectors.toSet());
        assertEquals(PERMITTED, sensitive);
    }
}
