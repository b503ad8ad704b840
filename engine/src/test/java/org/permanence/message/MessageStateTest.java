package org.permanence.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.permanence.message.MessageState.ACKNOWLEDGED;
import static org.permanence.message.MessageState.BEING_LEFT;
import static org.permanence.message.MessageState.ESCALATED;
import static org.permanence.message.MessageState.NEW;
import static org.permanence.message.MessageState.READ;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessageStateTest {

    @Test
    void nothingComesBack() {
        for (MessageState from : MessageState.values()) {
            for (MessageState to : MessageState.values()) {
                assertFalse(from.leadsTo(to) && to.leadsTo(from), from + " and " + to);
            }
        }
        assertEquals(List.of(), MessageState.before(BEING_LEFT));
    }

    @Test
    void whatWasReadIsNoAlarmAndWhatWasAnAlarmMayBeRead() {
        assertEquals(List.of(NEW), MessageState.before(ESCALATED));
        assertEquals(List.of(NEW, ESCALATED), MessageState.before(READ));
    }

    @Test
    void whatIsStillBeingLeftIsNobodysYet() {
        assertEquals(List.of(BEING_LEFT), MessageState.before(NEW));
        assertEquals(List.of(NEW, READ, ESCALATED), MessageState.before(ACKNOWLEDGED));
    }
}
