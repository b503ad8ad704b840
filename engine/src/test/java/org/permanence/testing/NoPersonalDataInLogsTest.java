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

    // A separate logger context: these tests leak data on purpose, which their own guard must not see.
    private final LoggerContext separateContext = new LoggerContext();
    private final Logger log = separateContext.getLogger(NoPersonalDataInLogsTest.class);
    private final ExtensionContext context = Mockito.mock(ExtensionContext.class);
    private final NoPersonalDataInLogs guard =
            new NoPersonalDataInLogs(separateContext.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));

    @BeforeEach
    void startGuard() {
        separateContext.setMDCAdapter(MDC.getMDCAdapter());
        guard.beforeEach(context);
    }

    @Test
    void phoneNumberObjectIsSafeToLog() {
        log.atInfo().addKeyValue("cli", Fixtures.CALLER).log("call.arrived");

        assertDoesNotThrow(() -> guard.afterEach(context));
    }

    @Test
    void rawNumberInAKeyValueIsDetected() {
        log.atInfo().addKeyValue("cli", Fixtures.CALLER.digits()).log("call.arrived");

        assertThrows(AssertionError.class, () -> guard.afterEach(context));
    }

    @Test
    void rawLineInAnExceptionIsDetected() {
        log.warn("agi.unreadable", new IllegalStateException("bad line: agi_calleridname: " + Fixtures.SURNAME));

        assertThrows(AssertionError.class, () -> guard.afterEach(context));
    }

    @Test
    void rawNumberInTheDiagnosticContextIsDetected() {
        try (var _ = MDC.putCloseable("cli", Fixtures.CALLER.digits())) {
            log.info("call.arrived");
        }

        assertThrows(AssertionError.class, () -> guard.afterEach(context));
    }
}
