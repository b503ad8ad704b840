package org.permanence.adapter.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.call.Switchboard.CallerLocation.AT_FALLBACK;
import static org.permanence.call.Switchboard.CallerLocation.IN_RECEPTION;
import static org.permanence.call.Switchboard.CallerLocation.TALKING;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.adapter.ami.AmiEvent;
import org.permanence.adapter.ami.AmiEvent.BridgeEnter;
import org.permanence.adapter.ami.AmiEvent.BridgeLeave;
import org.permanence.adapter.ami.AmiEvent.ChannelNew;
import org.permanence.adapter.ami.AmiEvent.Hangup;
import org.permanence.adapter.ami.AmiEvent.UserEvent;
import org.permanence.adapter.ami.ChannelPhase;
import org.permanence.adapter.ami.ChannelStatus;
import org.permanence.call.CallId;
import org.permanence.call.Line;

class ChannelTableTest {

    private static final CallId CALLER = new CallId("lab-1795310802.7");
    private static final String ID = CALLER.value();
    private static final String CHANNEL = "PJSIP/trunk-00000001";
    private static final String PHONE = "Local/s@ring-leg-00000002;1";
    private static final Line INES = new Line("phone-ines");

    private final LegIds legIds = new LegIds(name -> "leg-" + name);
    private final String leg = legIds.newLegId(CALLER, INES);
    private final ChannelTable channelTable = new ChannelTable(legIds);

    @Test
    void tableIsUnknownBeforeTheFirstListAndAfterEachDetach() {
        assertFalse(channelTable.isKnown());
        channelTable.load(List.of());
        assertTrue(channelTable.isKnown());
        channelTable.invalidate();
        assertFalse(channelTable.isKnown());
    }

    @Test
    void channelsMissingFromALaterListAreRemoved() {
        apply(new ChannelNew(ID, CHANNEL, ID, ChannelPhase.RING));

        channelTable.load(List.of(status(leg, PHONE, Optional.empty(), Optional.empty())));

        assertFalse(channelTable.hasChannel(ID));
        assertTrue(channelTable.hasChannel(leg));
    }

    @Test
    void callerInNoBridgeIsInReception() {
        apply(new ChannelNew(ID, CHANNEL, ID, ChannelPhase.RING));

        assertEquals(Map.of(CALLER, IN_RECEPTION), channelTable.callers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dial", "Playback"})
    void callerInAFallbackApplicationIsAtTheFallback(String application) {
        channelTable.load(List.of(status(ID, CHANNEL, Optional.empty(), Optional.of(application))));

        assertEquals(Map.of(CALLER, AT_FALLBACK), channelTable.callers());
    }

    @Test
    void fallbackEventPlacesTheCallerAtTheFallbackUntilTheReceptionEvent() {
        apply(new ChannelNew(ID, CHANNEL, ID, ChannelPhase.RING), new UserEvent(DialplanNames.FALLBACK_EVENT, ID));
        apply(new BridgeEnter("b", ID, CHANNEL, ID, 1), new BridgeLeave("b", ID, CHANNEL, 0));

        assertEquals(Map.of(CALLER, AT_FALLBACK), channelTable.callers());

        apply(new UserEvent(DialplanNames.RECEPTION_EVENT, ID));
        assertEquals(Map.of(CALLER, IN_RECEPTION), channelTable.callers());
    }

    @Test
    void callerBridgedWithAForeignChannelIsAtTheFallback() {
        channelTable.load(List.of(
                status(ID, CHANNEL, Optional.of("b"), Optional.empty()),
                status("lab-1795310802.9", "PJSIP/trunk-00000003", Optional.of("b"), Optional.empty())));

        assertEquals(AT_FALLBACK, channelTable.callers().get(CALLER));
    }

    @Test
    void duplicateAndOutdatedEventsChangeNothing() {
        channelTable.load(List.of(
                status(ID, CHANNEL, Optional.of("b"), Optional.empty()),
                status(leg, PHONE, Optional.of("b"), Optional.empty())));

        apply(
                new ChannelNew(ID, CHANNEL, ID, ChannelPhase.RING),
                new ChannelNew(leg, PHONE, ID, ChannelPhase.DOWN),
                new BridgeLeave("an-older-one", ID, CHANNEL, 0),
                new BridgeEnter("b", leg, PHONE, ID, 2),
                new Hangup("lab-1795310802.3", CHANNEL, 16));

        assertTrue(channelTable.areBridged(ID, leg));
        assertEquals(Map.of(CALLER, TALKING), channelTable.callers());
    }

    @Test
    void eventOrderDoesNotMatterForABridgeOfTwo() {
        List<AmiEvent> events = new ArrayList<>(List.of(
                new ChannelNew(ID, CHANNEL, ID, ChannelPhase.RING),
                new ChannelNew(leg, PHONE, leg, ChannelPhase.DOWN),
                new BridgeEnter("b", ID, CHANNEL, ID, 1),
                new BridgeEnter("b", leg, PHONE, ID, 2)));
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(events, new Random(seed));
            var table = new ChannelTable(legIds);
            table.load(List.of());
            events.forEach(table::apply);

            assertTrue(table.areBridged(ID, leg), "order " + seed);
            assertEquals(Map.of(CALLER, TALKING), table.callers());
        }
    }

    @Test
    void channelsInNoBridgeAreNotBridged() {
        apply(new ChannelNew(ID, CHANNEL, ID, ChannelPhase.RING), new ChannelNew(leg, PHONE, leg, ChannelPhase.DOWN));

        assertFalse(channelTable.areBridged(ID, leg));
        assertFalse(channelTable.areBridged(ID, "unknown"));
    }

    @Test
    void legOfAPreviousEngineIsFoundByCallAndLine() {
        channelTable.load(List.of(status(leg, PHONE, Optional.empty(), Optional.empty())));

        assertEquals(Optional.of(leg), channelTable.legOf(CALLER, INES));
        assertEquals(Optional.empty(), channelTable.legOf(CALLER, new Line("phone-ine")));
        assertEquals(Optional.empty(), channelTable.legOf(new CallId("lab-1795310802.8"), INES));
    }

    @Test
    void telephoneThatTheDialplanRingsIsNoCaller() {
        apply(
                new ChannelNew(leg, PHONE, leg, ChannelPhase.DOWN),
                new ChannelNew(leg + ";2", "Local/s@ring-leg-00000002;2", leg, ChannelPhase.RING),
                new ChannelNew("lab-1795310802.9", "PJSIP/ines-00000003", leg, ChannelPhase.DOWN),
                new BridgeEnter("b", leg + ";2", "Local/s@ring-leg-00000002;2", leg, 1),
                new BridgeEnter("b", "lab-1795310802.9", "PJSIP/ines-00000003", leg, 2));

        assertEquals(Map.of(), channelTable.callers());
        assertTrue(channelTable.hasRung(leg));
    }

    @Test
    void telephoneInALaterListIsNoCallerEither() {
        channelTable.load(List.of(
                status(leg, PHONE, Optional.of("a"), Optional.empty()),
                status(leg + ";2", "Local/s@ring-leg-00000002;2", Optional.of("b"), Optional.of("Dial")),
                status("lab-1795310802.9", "PJSIP/ines-00000003", Optional.of("b"), Optional.of("AppDial"))));

        assertEquals(Map.of(), channelTable.callers());
        assertEquals(Optional.of(leg), channelTable.legOf(CALLER, INES));
    }

    private void apply(AmiEvent... events) {
        Arrays.stream(events).forEach(channelTable::apply);
    }

    private static ChannelStatus status(
            String id, String channel, Optional<String> bridge, Optional<String> application) {
        return new ChannelStatus(id, channel, id, ChannelPhase.UP, bridge, application);
    }
}
