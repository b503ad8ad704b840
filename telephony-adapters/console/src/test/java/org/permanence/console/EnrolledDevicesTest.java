package org.permanence.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.console.AccountScenario.asker;
import static org.permanence.console.AccountScenario.cookies;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.access.Role;
import org.permanence.assistant.Login;
import org.permanence.audit.Action;
import org.permanence.console.AccountScenario.Visitor;
import org.permanence.console.device.DeviceAuthority;
import org.permanence.people.PeopleException;
import org.permanence.signin.device.ClientRules;
import org.permanence.signin.device.DeviceIssuer;
import org.permanence.signin.device.SourceRules;

/// Over TLS: people of operations need an enrolled device. Claire enrols that of Paul.
@Timeout(60)
class EnrolledDevicesTest {

    @TempDir
    Path folder;

    private AccountScenario scenario;
    private Visitor claire;
    private Visitor paul;

    @BeforeEach
    void start() throws IOException {
        scenario = AccountScenario.withTls(folder, new ClientRules(SourceRules.NONE, Set.of(Role.OPERATIONS)));
        claire = scenario.enrolled("claire");
        paul = scenario.colleague("paul");
    }

    @AfterEach
    void close() throws IOException {
        scenario.close();
    }

    @Test
    void withoutACertificateTheSignInNamesTheCommandThatEnrols() throws IOException {
        var refused = scenario.signIn(paul);

        assertEquals(403, refused.status());
        assertTrue(refused.content().contains("/problems/device-needed"), refused.text());
        assertTrue(refused.content().contains("permanence device enrol LOGIN"), refused.text());
        assertFalse(refused.text().contains("Set-Cookie"), refused.text());
        assertEquals(List.of(Map.of("what", "device")), scenario.details(Action.SIGN_IN_FAILED));
    }

    @Test
    void wrongFactorsLearnNothingOfDevices() throws IOException {
        assertEquals(
                401,
                scenario.signIn("paul", "not the password at all", scenario.code(paul))
                        .status());
    }

    @Test
    void certificateOfAnotherPersonIsNoDevice() throws IOException {
        scenario.use(Optional.of(scenario.enrolDevice("paul")));

        assertEquals(403, scenario.signIn(claire).status());
    }

    @Test
    void certificateOfAnotherAuthorityIsNotAcceptedByTls() {
        var foreign = new DeviceAuthority(folder.resolve("foreign")).issue(new Login("paul"), Instant.now());
        scenario.use(Optional.of(foreign));

        assertRefused(() -> scenario.signIn(paul).status());
    }

    @Test
    void sessionOfADeviceGoesOnThereOnly() throws IOException {
        DeviceIssuer.Issued device = scenario.enrolDevice("paul");
        scenario.use(Optional.of(device));
        var signedIn = scenario.signIn(paul);
        assertEquals(200, signedIn.status(), signedIn.text());
        assertEquals(200, scenario.get("/api/me", cookies(signedIn)).status());

        scenario.use(Optional.empty());
        var elsewhere = scenario.get("/api/me", cookies(signedIn));

        assertEquals(401, elsewhere.status());
        assertTrue(elsewhere.text().contains("Set-Cookie: __Host-session=; "), elsewhere.text());
        assertEquals(List.of(Map.of("what", "device")), scenario.details(Action.SIGNED_OUT));
        scenario.use(Optional.of(device));
        assertEquals(401, scenario.get("/api/me", cookies(signedIn)).status(), "the session has ended");
    }

    @Test
    void revokedDeviceEndsItsSessionsAndSignsInNoMore() throws IOException {
        DeviceIssuer.Issued device = scenario.enrolDevice("paul");
        scenario.use(Optional.of(device));
        var signedIn = scenario.signIn(paul);

        assertEquals(
                List.of(device.id()), scenario.devices.revoke(asker("claire"), new Login("paul"), Optional.empty()));

        assertEquals(401, scenario.get("/api/me", cookies(signedIn)).status());
        scenario.clock.advance(Duration.ofMinutes(1));
        assertEquals(403, scenario.signIn(paul).status());
        assertEquals(List.of(), scenario.devices.revoke(asker("claire"), new Login("paul"), Optional.of(device.id())));
    }

    @Test
    void deviceThatIsTooOldSignsInNoMore() throws IOException {
        scenario.use(Optional.of(scenario.enrolDevice("paul")));
        scenario.clock.advance(Duration.ofDays(366));

        assertEquals(403, scenario.signIn(paul).status());
    }

    @Test
    void noPersonEnrolsADeviceForThemselvesAndAllMayRevokeTheirOwn() {
        assertThrows(PeopleException.class, () -> scenario.devices.enrol(asker("paul"), new Login("paul")));
        assertEquals(
                List.of(),
                scenario.details(Action.FACTOR_ADDED).stream()
                        .filter(details -> details.containsKey("device"))
                        .toList());
        var device = scenario.enrolDevice("paul");
        assertEquals(List.of(device.id()), scenario.devices.revoke(asker("paul"), new Login("paul"), Optional.empty()));
        assertEquals(
                List.of(Map.of("what", "device", "device", device.id().hex())),
                scenario.details(Action.FACTOR_REMOVED));
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable request) {
        assertThrows(IOException.class, request);
    }
}
