package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.adapter.configuration.SipPhone.PhoneBehaviour;
import org.permanence.testing.Fixtures;

/// A line that the practice rings forwards its calls to the practice, as answering services do. The call that
/// returns is refused as busy on a real Asterisk, with and without an engine, so that the next line rings.
class ReturnedCallTest extends SharedAsterisk {

    private static final String PATIENT = "<sip:+33199000742@127.0.0.2>";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:+33199000001@127.0.0.2>",
                "<sip:33199000001@127.0.0.2>",
                "<sip:0199000001@127.0.0.2>",
                "<sip:0033199000001@127.0.0.2>",
                "\"Cabinet\" <sip:+33199000001@127.0.0.2;user=phone>"
            })
    void callThatShowsThePracticesOwnNumberIsRefusedAsBusy(String from) {
        assertRefused(from, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Diversion: <sip:+33199000912@127.0.0.2>;reason=unconditional",
                "Diversion: \"Service\" <sip:0199000912@127.0.0.2>;reason=no-answer;counter=1",
                "Diversion: <tel:+33199000912>;reason=user-busy",
                "Diversion: <sip:0033199000912@127.0.0.2>",
                "Diversion: <sip:+33199000555@127.0.0.2>, <sip:+33199000912@127.0.0.2>;reason=unknown",
                "Diversion: <sip:+33199000555@127.0.0.2>\nDiversion: <sip:+33199000912@127.0.0.2>",
                "History-Info: <sip:+33199000912@127.0.0.2?Reason=SIP%3Bcause%3D302>;index=1,"
                        + "<sip:+33199000001@127.0.0.1>;index=1.1",
                "History-Info: <sip:+33199000555@127.0.0.2>;index=1\nHistory-Info: <tel:33199000912>;index=1.1",
                "P-Asserted-Identity: \"1\" <sip:+33199000001@127.0.0.2>"
            })
    void callThatALineForwardedIsRefusedAsBusy(String headers) {
        assertRefused(PATIENT, headers + "\n");
    }

    @Test
    void returnedCallIsRefusedWithoutAnEngineTooAndRingsNoLine() {
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);
        SipPhone returned = testbed.patient().dial(Fixtures.LES_LILAS_DID.digits(), "<sip:+33199000001@127.0.0.2>");

        Await.until("486", () -> returned.hasReceivedStatus(486));
        assertFalse(doctor.wasRung());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Diversion: <sip:+33199000555@127.0.0.2>;reason=unconditional\n",
                "Diversion: <sip:+33199000001@127.0.0.2>;reason=unconditional\n",
                "History-Info: <sip:+33199000001@127.0.0.1>;index=1\n",
                "Diversion: ::::::;;;;@@@@,,,,>>>>\n",
                "Diversion: \")(${EXTEN}\\\" <sip:,|&^`@127.0.0.2>\n"
            })
    void callThatAnotherTelephoneForwardedIsTaken(String headers) {
        StubEngine engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        SipPhone patient = testbed.patient().dial(Fixtures.LES_LILAS_DID.digits(), PATIENT, headers);

        engine.nextCall().finish();
        Await.until("the end of the call", () -> !patient.hasReceivedStatus(486));
    }

    @Test
    void callFromALineItselfIsTaken() {
        StubEngine engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        testbed.patient().dial(Fixtures.LES_LILAS_DID.digits(), "<sip:+33199000912@127.0.0.2>");

        engine.nextCall().finish();
    }

    private void assertRefused(String from, String headers) {
        StubEngine engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        SipPhone returned = testbed.patient().dial(Fixtures.LES_LILAS_DID.digits(), from, headers);

        Await.until("486", () -> returned.hasReceivedStatus(486));
        assertTrue(engine.receivedNoCall());
    }
}
