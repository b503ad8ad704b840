package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.SOON;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.LabException;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPerson;
import org.permanence.lab.LabPlan;

/// Who takes calls is in the database, and changes while the engine runs. The settings begin with Ines and Omar.
@Tag("unhurried")
class StaffingOnAsteriskTest {

    private static final String INES = "ines";
    private static final String OMAR = "omar";
    private static final String ZOE = "zoe";
    private static final int TONE = 700;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedPostgres postgres;

    @SuppressWarnings("NullAway.Init")
    private LabInstallation lab;

    @BeforeEach
    void open(@TempDir Path work) throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(
                        Files.createDirectories(Path.of("target", "postgres")).toFile())
                .start();
        lab = LabInstallation.open(
                work, LabPlan.minimal().withAssistants(INES, OMAR).withPostgreSql(postgres.getPort()));
        assertTrue(
                LabInstallation.eventually(SOON, () -> count("staffing") == 2), "the settings' assistants are stored");
    }

    @AfterEach
    void close() throws IOException {
        if (lab != null) {
            lab.close();
        }
        postgres.close();
    }

    /// Omar leaves, and Zoe gets his telephone.
    @Test
    void assistantAddedByACommandGetsTheNextCallAndOneWhoHasLeftGetsNone() {
        lab.signIn(OMAR);
        user("left", OMAR);
        user("invite", ZOE, "--role", "assistant", "--at", "team:centre");
        user("staffing", ZOE, "--team", "centre", "--line", "phone-" + OMAR, "--practices", "les-lilas");
        assertTrue(
                LabInstallation.eventually(SOON, () -> assistants().equals(List.of(INES, ZOE))),
                assistants()::toString);
        assertThrows(LabException.class, () -> lab.signIn(OMAR), "Omar can no longer be ready");

        var scenario = new Scenario(lab, List.of(INES, ZOE), ZOE);
        assertTalk(scenario, lab.phoneOf(OMAR), "742");

        assertTrue(scenario.hasEvents("ended", 1));
        assertEquals(List.of("handled"), scenario.dispositions());
        assertEquals(1, lab.eventCount("assistant-reserved"), "Omar, who was ready longest, was not reserved");
    }

    @Test
    void assistantWhoseRoleIsTakenDuringATalkEndsItAndGetsNoOther() {
        var scenario = new Scenario(lab, List.of(INES, OMAR), INES);
        var ines = lab.phoneOf(INES).sendsTone(TONE);
        var patient = scenario.callerPresses('2', "743");
        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), lab.phones()::lastSippOutput);

        user("role", INES, "--take", "assistant", "--at", "team:centre");
        assertTrue(LabInstallation.eventually(SOON, () -> assistants().equals(List.of(OMAR))), assistants()::toString);
        assertTrue(ines.isConnected() && patient.audio().hasTone(TONE, SOON), "the talk goes on");
        patient.hangsUp();
        assertTrue(ines.isFree(SOON));

        lab.signIn(OMAR);
        assertTalk(scenario, lab.phoneOf(OMAR), "744");
        assertTrue(ines.rings(Duration.ZERO).isEmpty(), "Ines is not rung again");
    }

    @Test
    void callsGoOnWithoutThePeopleTablesAndAfterARestartWithTheAssistantsOfTheSettings() throws SQLException {
        var scenario = new Scenario(lab, List.of(INES, OMAR), INES);
        for (String table : List.of("people_edition", "person", "membership", "staffing")) {
            execute("alter table " + table + " rename to lost_" + table);
        }
        assertTrue(
                LabInstallation.eventually(
                        SOON, () -> lab.engine().lastLogLines().contains("people: edition failed")),
                lab.engine()::lastLogLines);

        assertTalk(scenario, lab.phoneOf(INES), "745");

        lab.engine().kill();
        lab.startEngine();
        assertTalk(scenario, lab.phoneOf(INES), "746");
    }

    private void assertTalk(Scenario scenario, AnsweringPhone phone, String lastDigits) {
        phone.sendsTone(TONE);
        var patient = scenario.callerPresses('2', lastDigits);
        assertTrue(phone.rings(SOON).isPresent() && phone.connects(SOON), lab.engine()::lastLogLines);
        assertTrue(patient.audio().hasTone(TONE, SOON), "the patient hears the assistant");
        patient.hangsUp();
        assertTrue(phone.isFree(SOON));
    }

    /// The assistants who may take calls.
    private List<String> assistants() {
        return lab.runAs(LabPerson.SUPERVISOR, "assistant", "list")
                .lines()
                .map(line -> line.replaceFirst(" .*", ""))
                .sorted()
                .toList();
    }

    private void user(String... arguments) {
        lab.runAs(
                LabPerson.OPERATIONS,
                Stream.concat(Stream.of("user"), Stream.of(arguments)).toArray(String[]::new));
    }

    private long count(String table) {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
