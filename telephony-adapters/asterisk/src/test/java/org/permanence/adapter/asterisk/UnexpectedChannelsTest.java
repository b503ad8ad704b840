package org.permanence.adapter.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.adapter.ami.AmiAction.HangUp;
import org.permanence.adapter.ami.AmiAction.Originate;
import org.permanence.adapter.ami.AmiEvent.ChannelNew;
import org.permanence.adapter.ami.AmiEvent.UserEvent;
import org.permanence.adapter.ami.ChannelName;
import org.permanence.adapter.ami.ChannelPhase;
import org.permanence.call.Line;

/// A new channel that belongs to no call is hung up and reported. The numbers are those of [UnexpectedChannels].
class UnexpectedChannelsTest extends ArrivedCall {

    private static final String CALLER = SwitchFixture.CALLER;
    private static final String STRANGER = "lab-1795310802.99";
    private static final String TELEPHONE = "PJSIP/phone-ines-00000009";

    @ParameterizedTest
    @CsvSource({
        // Made by a command on Asterisk's console.
        "PJSIP/phone-ines-00000009, lab-1795310802.99, DOWN",
        "Local/s@ring-leg-00000004;1, lab-1795310802.99, DOWN",
        // The destination of a redirection that Asterisk followed for a caller.
        "Local/+33199000999@incoming-00000004;1, lab-1795310802.7, DOWN",
        "AudioSocket/127.0.0.1:9000-1, lab-1795310802.99, DOWN"
    })
    void channelThatNoEngineOrderedIsHungUpAndReported(String channel, String linkedid, ChannelPhase phase)
            throws Exception {
        fixture.asterisk().onEvent(new ChannelNew(STRANGER, channel, linkedid, phase));

        assertEquals(new ChannelName(STRANGER), fixture.nextAction(HangUp.class).channel());
        assertEquals(1, fixture.unexpectedChannels());
    }

    @Test
    void chosenIdDoesNotExcuseAnyOtherKindOfChannel() {
        fixture.asterisk().onEvent(new ChannelNew("leg-x", TELEPHONE, "leg-x", ChannelPhase.DOWN));

        assertEquals(1, fixture.unexpectedChannels());
    }

    @Test
    void case1AnEnginesLegAndItsHalvesStay() throws Exception {
        var _ = fixture.flow(() -> call.bridge(new Line("ines"), Duration.ofSeconds(30), () -> {}));
        String leg = fixture.nextAction(Originate.class).legId();

        fixture.asterisk().onEvent(new ChannelNew(leg, "Local/s@ring-leg-00000004;1", leg, ChannelPhase.DOWN));
        fixture.asterisk().onEvent(new ChannelNew(leg + ";2", "Local/s@ring-leg-00000004;2", leg, ChannelPhase.RING));

        assertEquals(0, fixture.unexpectedChannels());
    }

    @Test
    void case1ALegOfAnotherEngineStays() {
        fixture.asterisk()
                .onEvent(new ChannelNew(
                        "lab-callback-77", "Local/s@ring-leg-00000004;1", "lab-callback-77", ChannelPhase.DOWN));

        assertEquals(0, fixture.unexpectedChannels());
    }

    @Test
    void case2AnInboundCallStays() {
        fixture.asterisk().onEvent(new ChannelNew(STRANGER, "PJSIP/trunk-00000009", STRANGER, ChannelPhase.RING));

        assertEquals(0, fixture.unexpectedChannels());
    }

    @Test
    void case3ALegRingsOneTelephoneAndNoSecondOne() {
        fixture.asterisk().onEvent(new ChannelNew("lab-1795310802.8", TELEPHONE, "leg-a", ChannelPhase.DOWN));
        assertEquals(0, fixture.unexpectedChannels());

        fixture.asterisk().onEvent(new ChannelNew(STRANGER, "PJSIP/carrier-0000000a", "leg-a", ChannelPhase.DOWN));
        assertEquals(1, fixture.unexpectedChannels());
    }

    @Test
    void case4AFallbackLineStaysButNoneIsRungForACallerWithAFlow() {
        fixture.asterisk().onEvent(new ChannelNew(STRANGER, "PJSIP/carrier-00000009", CALLER, ChannelPhase.DOWN));
        assertEquals(1, fixture.unexpectedChannels(), "a flow handles the caller");

        fixture.asterisk().onEvent(new UserEvent(DialplanNames.FALLBACK_EVENT, CALLER));
        fixture.asterisk()
                .onEvent(new ChannelNew("lab-1795310802.100", "PJSIP/carrier-0000000a", CALLER, ChannelPhase.DOWN));
        assertEquals(1, fixture.unexpectedChannels(), "the caller is in the fallback");

        fixture.asterisk()
                .onEvent(new ChannelNew(
                        "lab-1795310802.101", "PJSIP/carrier-0000000b", "lab-1795310802.3", ChannelPhase.DOWN));
        assertEquals(1, fixture.unexpectedChannels(), "no flow of this engine handles the other caller");
    }

    @Test
    void eventThatComesTwiceIsCheckedOnce() {
        var event = new ChannelNew(STRANGER, TELEPHONE, STRANGER, ChannelPhase.DOWN);
        fixture.asterisk().onEvent(event);
        fixture.asterisk().onEvent(event);

        assertEquals(1, fixture.unexpectedChannels());
    }
}
