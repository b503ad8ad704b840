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
                    IllegalArgumentException.class, () -> new Principal.Person(name, Role.OPERATIONS, "cli"), name);
        }
        assertEquals("engineer", new Principal.Person("engineer", Role.OPERATIONS, "cli").name());
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
    void telephoneNumberIsNeitherALoginNorADevice() {
        assertThrows(IllegalArgumentException.class, () -> new Principal.Person("+33199000742", Role.DOCTOR, "cli"));
        assertThrows(
                IllegalArgumentException.class, () -> new Principal.Person("dr.okafor", Role.DOCTOR, "0199000742"));
    }
}
