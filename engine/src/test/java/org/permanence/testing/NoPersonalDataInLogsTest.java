package org.permanence.testing;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.mockito.Mockito;
import org.slf4j.MDC;

class NoPersonalDataInLogsTest {

    // A context of its own: what these tests leak on purpose must not be heard by the guard that listens to them.
    private final LoggerContext apart = new LoggerContext();
    private final Logger log = apart.getLogger(NoPersonalDataInLogsTest.class);
    private final ExtensionContext context = Mockito.mock(ExtensionContext.class);
    private final NoPersonalDataInLogs guard =
            new NoPersonalDataInLogs(apart.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));

    @BeforeEach
    void listen() {
        apart.setMDCAdapter(MDC.getMDCAdapter());
        guard.beforeEach(context);
    }

    @Test
    void aPhoneNumberObjectIsSafeToLog() {
        log.atInfo().addKeyValue("cli", Fixtures.PATIENT).log("call.arrived");

        assertDoesNotThrow(() -> guard.afterEach(context));
    }

    @Test
    void aRawNumberInAKeyValueIsHeard() {
        log.atInfo().addKeyValue("cli", Fixtures.PATIENT.digits()).log("call.arrived");

        assertThrows(AssertionError.class, () -> guard.afterEach(context));
    }

    @Test
    void aRawLineInsideAnExceptionIsHeard() {
        log.warn("agi.unreadable", new IllegalStateException("bad line: agi_calleridname: " + Fixtures.SURNAME));

        assertThrows(AssertionError.class, () -> guard.afterEach(context));
    }

    @Test
    void aRawNumberInTheDiagnosticContextIsHeard() {
        try (var _ = MDC.putCloseable("cli", Fixtures.PATIENT.digits())) {
            log.info("call.arrived");
        }

        assertThrows(AssertionError.class, () -> guard.afterEach(context));
    }
}
