package org.permanence.console;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.permanence.privacy.DataClass.CONTACT;
import static org.permanence.privacy.DataClass.IDENTITY;
import static org.permanence.privacy.DataClass.NONE;
import static org.permanence.privacy.DataClass.SCHEDULE;
import static org.permanence.privacy.DataClass.SECRET;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.privacy.DataClass;

/// Each field of an answer has a data class. Before you add a field above NONE: does the person who asks need it?
class AnswerDataClassesTest {

    private static final Map<String, DataClass> CLASSES = Map.ofEntries(
            entry("Accepted.recoveryCodes", SECRET),
            entry("CommandLineCode.code", SECRET),
            entry("CommandLineCode.endsAt", SCHEDULE),
            entry("HeldRole.place", NONE),
            entry("HeldRole.role", NONE),
            entry("Me.language", IDENTITY),
            entry("Me.login", IDENTITY),
            entry("Me.roles", NONE),
            entry("OwnEntry.action", NONE),
            entry("OwnEntry.device", NONE),
            entry("OwnEntry.kind", NONE),
            entry("OwnEntry.number", NONE),
            entry("OwnEntry.object", NONE),
            entry("OwnEntry.outcome", NONE),
            entry("OwnEntry.practice", NONE),
            entry("OwnEntry.purpose", NONE),
            entry("OwnEntry.role", NONE),
            entry("OwnEntry.session", NONE),
            entry("OwnEntry.time", SCHEDULE),
            entry("OwnEntryList.entries", NONE),
            entry("KnownPasskey.id", IDENTITY),
            entry("KnownPasskey.type", NONE),
            entry("OwnPasskey.addedAt", SCHEDULE),
            entry("OwnPasskey.id", NONE),
            entry("OwnPasskey.name", IDENTITY),
            entry("OwnPasskey.usedAt", SCHEDULE),
            entry("OwnPasskeyList.passkeys", NONE),
            entry("OwnSession.activeAt", SCHEDULE),
            entry("OwnSession.current", NONE),
            entry("OwnSession.endsAt", NONE),
            entry("OwnSession.id", NONE),
            entry("OwnSession.source", IDENTITY),
            entry("OwnSession.startedAt", SCHEDULE),
            entry("OwnSessions.sessions", NONE),
            entry("PasskeyAlgorithm.alg", NONE),
            entry("PasskeyAlgorithm.type", NONE),
            entry("PasskeyCreation.attestation", NONE),
            entry("PasskeyCreation.authenticatorSelection", NONE),
            entry("PasskeyCreation.challenge", NONE),
            entry("PasskeyCreation.excludeCredentials", NONE),
            entry("PasskeyCreation.pubKeyCredParams", NONE),
            entry("PasskeyCreation.rp", NONE),
            entry("PasskeyCreation.timeout", NONE),
            entry("PasskeyCreation.user", NONE),
            entry("PasskeyRequest.allowCredentials", NONE),
            entry("PasskeyRequest.challenge", NONE),
            entry("PasskeyRequest.rpId", NONE),
            entry("PasskeyRequest.timeout", NONE),
            entry("PasskeyRequest.userVerification", NONE),
            entry("PasskeySelection.requireResidentKey", NONE),
            entry("PasskeySelection.residentKey", NONE),
            entry("PasskeySelection.userVerification", NONE),
            entry("PasskeySignedIn.endsAt", NONE),
            entry("PasskeySignedIn.login", IDENTITY),
            entry("PasskeyUser.displayName", IDENTITY),
            entry("PasskeyUser.id", NONE),
            entry("PasskeyUser.name", IDENTITY),
            entry("Proved.freshUntil", SCHEDULE),
            entry("RelyingParty.id", NONE),
            entry("RelyingParty.name", NONE),
            entry("Request.askedAt", SCHEDULE),
            entry("Request.askedBy", IDENTITY),
            entry("Request.deed", NONE),
            entry("Request.endsAt", SCHEDULE),
            entry("Request.id", NONE),
            entry("Request.own", NONE),
            entry("Request.person", IDENTITY),
            entry("Request.practice", NONE),
            entry("Request.state", NONE),
            entry("Requests.requests", NONE),
            entry("Shown.values", NONE),
            entry("Shown.request", NONE),
            entry("Shown.digest", NONE),
            entry("Seed.address", SECRET),
            entry("Seed.login", IDENTITY),
            entry("Seed.seed", SECRET),
            entry("SignedIn.code", NONE),
            entry("SignedIn.endsAt", NONE),
            entry("SignedIn.login", IDENTITY),
            entry("Value.name", NONE),
            // Who approves must know exactly what: it may be a patient's number. The reading is entered.
            entry("Value.value", CONTACT));

    /// The only answers that may have a secret: it is shown once.
    private static final Set<String> SECRETS =
            Set.of("Accepted.recoveryCodes", "CommandLineCode.code", "Seed.address", "Seed.seed");

    private AccountScenario scenario;

    @BeforeEach
    void start(@TempDir Path folder) {
        scenario = new AccountScenario(folder);
    }

    @AfterEach
    void close() throws IOException {
        scenario.close();
    }

    @Test
    void everyFieldOfAnAnswerHasAClassAndNoOtherHas() {
        Set<String> fields = new TreeSet<>();
        scenario.routes.table().rows().forEach(route -> collect(route.answer(), fields));

        assertEquals(new TreeSet<>(CLASSES.keySet()), fields);
    }

    @Test
    void secretsAreOnlyInAnswersThatAreListed() {
        assertEquals(
                SECRETS,
                CLASSES.entrySet().stream()
                        .filter(field -> field.getValue() == SECRET)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    private static void collect(Type type, Set<String> fields) {
        if (type instanceof ParameterizedType generic) {
            collect(generic.getActualTypeArguments()[0], fields);
        } else if (type instanceof Class<?> answer && answer.isRecord()) {
            for (RecordComponent field : answer.getRecordComponents()) {
                fields.add(answer.getSimpleName() + "." + field.getName());
                collect(field.getGenericType(), fields);
            }
        }
    }
}
