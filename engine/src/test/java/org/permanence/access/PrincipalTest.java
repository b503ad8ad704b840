package org.permanence.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrincipalTest {

    @Test
    void personCannotTakeTheNameOfTheEngine() {
        for (String name : List.of("engine", "Engine", "ENGINE")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Principal.Person(name, Role.OPERATIONS, "cli", Principal.NO_SESSION),
                    name);
        }
        assertEquals("engineer", new Principal.Person("engineer", Role.OPERATIONS, "cli", Principal.NO_SESSION).name());
    }

    @Test
    void noPersonHasTheRoleOfTheEngine() {
        assertEquals(
                List.of(),
                Arrays.stream(Role.values())
                        .filter(role -> role.name().equals(Principal.ENGINE.roleName()))
                        .toList());
    }

    @Test
    void theLogHasTheEngineByItsNameAndAPersonByTheirRole() {
        assertEquals("ENGINE", Principal.ENGINE.roleName());
        assertEquals("engine", Principal.ENGINE.device());
        assertEquals("engine", Principal.ENGINE.toString());
        assertEquals("DOCTOR", new Principal.Person("okafor", Role.DOCTOR, "cli", Principal.NO_SESSION).roleName());
    }

    @Test
    void telephoneNumberIsNeitherALoginNorADevice() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Principal.Person("+33199000742", Role.DOCTOR, "cli", Principal.NO_SESSION));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Principal.Person("dr.okafor", Role.DOCTOR, "0199000742", Principal.NO_SESSION));
    }

    /// The token of a session is a secret: a log that had it would open what it is a log of.
    @Test
    void sessionIsAnIdAndNeverAToken() {
        for (String token : List.of("", "None", "k7Jx0Qm2vR9sT4uW6yZ8aB1cD3eF5gH", "engine")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Principal.Person("ines", Role.ASSISTANT, "cli", token),
                    token);
        }
        String id = "019a1b2c-3d4e-7f60-8123-456789abcdef";
        assertEquals(id, new Principal.Person("ines", Role.ASSISTANT, "cli", id).session());
        assertEquals("engine", Principal.ENGINE.session());
    }
}
