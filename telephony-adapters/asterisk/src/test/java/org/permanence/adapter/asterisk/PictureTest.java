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

class PictureTest {

    private static final CallId CALLER = new CallId("house-1795310802.7");
    private static final String ID = CALLER.value();
    private static final String CHANNEL = "PJSIP/trunk-00000001";
    private static final String PHONE = "PJSIP/ines-00000002";

    private final LegNames names = new LegNames(name -> "leg-" + name);
    private final String leg = names.newLegOf(CALLER);
    private final Picture picture = new Picture(names);

    @Test
    void nothingIsKnownBeforeTheFirstPictureAndAfterEachLoss() {
        assertFalse(picture.isKnown());
        picture.draw(List.of());
        assertTrue(picture.isKnown());
        picture.forget();
        assertFalse(picture.isKnown());
    }

    @Test
    void aNewPictureForgetsWhatItDoesNotShow() {
        apply(new ChannelNew(ID, CHANNEL, ID));

        picture.draw(List.of(status(leg, PHONE, Optional.empty(), Optional.empty())));

        assertFalse(picture.hasChannel(ID));
        assertTrue(picture.hasChannel(leg));
    }

    @Test
    void whoIsInNoBridgeIsInReception() {
        apply(new ChannelNew(ID, CHANNEL, ID));

        assertEquals(Map.of(CALLER, IN_RECEPTION), picture.callers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dial", "Playback"})
    void whoIsInAnApplicationOfTheFallbackIsThere(String application) {
        picture.draw(List.of(status(ID, CHANNEL, Optional.empty(), Optional.of(application))));

        assertEquals(Map.of(CALLER, AT_FALLBACK), picture.callers());
    }

    @Test
    void theDialplansOwnWordPutsACallerAtTheFallbackUntilItSaysThatAnEngineIsAsked() {
        apply(new ChannelNew(ID, CHANNEL, ID), new UserEvent(Picture.FALLBACK_EVENT, ID));
        apply(new BridgeEnter("b", ID, CHANNEL, ID, 1), new BridgeLeave("b", ID, CHANNEL, 0));

        assertEquals(Map.of(CALLER, AT_FALLBACK), picture.callers());

        apply(new UserEvent(Picture.RECEPTION_EVENT, ID));
        assertEquals(Map.of(CALLER, IN_RECEPTION), picture.callers());
    }

    @Test
    void whoIsBridgedWithAChannelThatIsNoLegOfOursIsAtTheFallback() {
        picture.draw(List.of(
                status(ID, CHANNEL, Optional.of("b"), Optional.empty()),
                status("house-1795310802.9", "PJSIP/trunk-00000003", Optional.of("b"), Optional.empty())));

        assertEquals(AT_FALLBACK, picture.callers().get(CALLER));
    }

    @Test
    void eventsSaidTwiceOrOlderThanThePictureChangeNothing() {
        picture.draw(List.of(
                status(ID, CHANNEL, Optional.of("b"), Optional.empty()),
                status(leg, PHONE, Optional.of("b"), Optional.empty())));

        apply(
                new ChannelNew(ID, CHANNEL, ID),
                new ChannelNew(leg, PHONE, ID),
                new BridgeLeave("an-older-one", ID, CHANNEL, 0),
                new BridgeEnter("b", leg, PHONE, ID, 2),
                new Hangup("house-1795310802.3", CHANNEL, 16));

        assertTrue(picture.areJoined(ID, leg));
        assertEquals(Map.of(CALLER, TALKING), picture.callers());
    }

    @Test
    void inWhateverOrderTwoComeTheyAreJoinedOnceBothAreThere() {
        List<AmiEvent> events = new ArrayList<>(List.of(
                new ChannelNew(ID, CHANNEL, ID),
                new ChannelNew(leg, PHONE, leg),
                new BridgeEnter("b", ID, CHANNEL, ID, 1),
                new BridgeEnter("b", leg, PHONE, ID, 2)));
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(events, new Random(seed));
            var any = new Picture(names);
            any.draw(List.of());
            events.forEach(any::apply);

            assertTrue(any.areJoined(ID, leg), "order " + seed);
            assertEquals(Map.of(CALLER, TALKING), any.callers());
        }
    }

    @Test
    void twoWhoAreNowhereAreNotJoined() {
        apply(new ChannelNew(ID, CHANNEL, ID), new ChannelNew(leg, PHONE, leg));

        assertFalse(picture.areJoined(ID, leg));
        assertFalse(picture.areJoined(ID, "nobody"));
    }

    @Test
    void theLegOfAFormerLifeIsFoundByItsCallAndItsTelephone() {
        picture.draw(List.of(status(leg, PHONE, Optional.empty(), Optional.empty())));

        assertEquals(Optional.of(leg), picture.legOf(CALLER, "PJSIP/ines"));
        assertEquals(Optional.empty(), picture.legOf(CALLER, "PJSIP/ine"));
        assertEquals(Optional.empty(), picture.legOf(new CallId("house-1795310802.8"), "PJSIP/ines"));
    }

    private void apply(AmiEvent... events) {
        Arrays.stream(events).forEach(picture::apply);
    }

    private static ChannelStatus status(
            String id, String channel, Optional<String> bridge, Optional<String> application) {
        return new ChannelStatus(id, channel, id, ChannelPhase.UP, bridge, application);
    }
}
