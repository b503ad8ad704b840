package org.permanence.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.access.Deed;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.access.Subject;
import org.permanence.approval.Approval;
import org.permanence.approval.AskedDeed;
import org.permanence.approval.Clearance;
import org.permanence.assistant.Login;
import org.permanence.practice.PracticeId;

/// Claire, of operations, may approve that another of them takes factors from a person.
class ApprovalRoutesTest {

    private static final AskedDeed RESET = new AskedDeed(
            Deed.REMOVE_FACTOR, Subject.ofPerson(new Login("ines")), Purpose.HOPERAT, Map.of("object", "ines"));
    private static final AskedDeed ERASURE = new AskedDeed(
            Deed.ERASE_PATIENT,
            Subject.ofPractice(new PracticeId("les-lilas")),
            Purpose.PATRQT,
            Map.of("body", "+33199000042", "practice", "les-lilas"));

    private static final String ANOTHER_SESSION = "01900000-0000-7000-8000-000000000099";

    private AccountScenario scenario;
    private String cookies;

    @BeforeEach
    void signIn(@TempDir Path folder) throws IOException {
        scenario = new AccountScenario(folder);
        cookies = AccountScenario.cookies(scenario.signIn(scenario.enrolled("claire")));
    }

    @AfterEach
    void close() throws IOException {
        scenario.close();
    }

    @Test
    void nothingIsShownOrDecidedWithoutASession() throws IOException {
        Approval reset = asked("mona", RESET);

        assertEquals(401, scenario.get("/api/approvals").status());
        assertEquals(401, scenario.get("/api/approvals/" + reset.id()).status());
        assertEquals(401, scenario.post(path(reset, "refuse"), "{}").status());
        assertEquals(401, scenario.post(path(reset, "give"), seen(reset)).status());
    }

    @Test
    void requestOfOthersIsAnsweredLikeOneThatDoesNotExist() throws IOException {
        Approval erasure = asked("mona", ERASURE);

        for (String id : new String[] {erasure.id().value(), UUID.randomUUID().toString(), "none"}) {
            var shown = scenario.get("/api/approvals/" + id, cookies);
            assertEquals(404, shown.status());
            assertEquals("{\"type\":\"/problems/not-found\",\"title\":\"Not found\",\"status\":404}", shown.content());
            assertEquals(
                    404,
                    scenario.post("/api/approvals/" + id + "/give", seen(erasure), cookies)
                            .status());
        }
        assertEquals(
                "{\"requests\":[]}", scenario.get("/api/approvals", cookies).content());
    }

    @Test
    void noPersonApprovesTheirOwnRequest() throws IOException {
        Approval reset = asked("claire", RESET);

        assertTrue(scenario.get("/api/approvals", cookies).content().contains("\"own\":true"));
        var given = scenario.post(path(reset, "give"), seen(reset), cookies);

        assertEquals(
                "{\"type\":\"/problems/conflict\",\"title\":\"Not possible here, or not any more\",\"status\":409}",
                given.content());
    }

    @Test
    void onlyWhatWasShownIsApproved() throws IOException {
        Approval reset = asked("mona", RESET);

        assertEquals(
                409,
                scenario.post(path(reset, "give"), "{\"digest\":\"" + "0".repeat(64) + "\"}", cookies)
                        .status());
    }

    @Test
    void lateRequestIsNotApproved() throws IOException {
        Approval reset = asked("mona", RESET);
        keepSessionFor(Duration.ofMinutes(30));

        assertEquals(
                409, scenario.post(path(reset, "give"), seen(reset), cookies).status());
        assertEquals(
                "{\"requests\":[]}", scenario.get("/api/approvals", cookies).content());
    }

    @Test
    void secondPersonSeesWhatIsAskedForAndApprovesOnce() throws IOException {
        Approval reset = asked("mona", RESET);

        String list = scenario.get("/api/approvals", cookies).content();
        assertTrue(list.contains("\"askedBy\":\"mona\",\"own\":false,\"state\":\"waiting\""), list);
        assertFalse(list.contains("object"), "no values in the list");
        String shown = scenario.get("/api/approvals/" + reset.id(), cookies).content();
        assertTrue(shown.contains("\"values\":[{\"name\":\"object\",\"value\":\"ines\"}]"), shown);

        var given = scenario.post(path(reset, "give"), seen(reset), cookies);
        assertEquals(200, given.status());
        assertTrue(given.content().contains("\"state\":\"approved\""), given.content());
        assertEquals(
                409, scenario.post(path(reset, "give"), seen(reset), cookies).status());
        assertInstanceOf(Clearance.Approved.class, scenario.approvals.clear(person("mona"), RESET));
    }

    @Test
    void deedOfARefusedRequestIsAskedAnotherTime() throws IOException {
        Approval reset = asked("mona", RESET);

        var refused = scenario.post(path(reset, "refuse"), "", cookies);

        assertTrue(refused.content().contains("\"state\":\"refused\""), refused.text());
        assertNotEquals(reset.id(), asked("mona", RESET).id());
    }

    private void keepSessionFor(Duration time) throws IOException {
        for (Duration past = Duration.ZERO; past.compareTo(time) < 0; past = past.plusMinutes(5)) {
            scenario.clock.advance(Duration.ofMinutes(5));
            assertEquals(200, scenario.get("/api/me", cookies).status());
        }
    }

    private Approval asked(String login, AskedDeed deed) {
        return assertInstanceOf(Clearance.Waits.class, scenario.approvals.clear(person(login), deed))
                .approval();
    }

    private static Principal.Person person(String login) {
        return new Principal.Person(login, Role.OPERATIONS, "laptop-" + login, ANOTHER_SESSION);
    }

    private static String path(Approval approval, String decision) {
        return "/api/approvals/" + approval.id() + "/" + decision;
    }

    private static String seen(Approval approval) {
        return "{\"digest\":\"" + approval.digest() + "\"}";
    }
}
