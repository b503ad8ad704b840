package org.permanence.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.permanence.message.MessageState.ACKNOWLEDGED;
import static org.permanence.message.MessageState.ESCALATED;
import static org.permanence.message.MessageState.IN_PROGRESS;
import static org.permanence.message.MessageState.NEW;
import static org.permanence.message.MessageState.READ;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessageStateTest {

    @Test
    void noTransitionIsReversible() {
        for (MessageState from : MessageState.values()) {
            for (MessageState to : MessageState.values()) {
                assertFalse(from.canBecome(to) && to.canBecome(from), from + " and " + to);
            }
        }
        assertEquals(List.of(), MessageState.predecessorsOf(IN_PROGRESS));
    }

    @Test
    void readMessageIsNotEscalatedButAnEscalatedOneMayBeRead() {
        assertEquals(List.of(NEW), MessageState.predecessorsOf(ESCALATED));
        assertEquals(List.of(NEW, ESCALATED), MessageState.predecessorsOf(READ));
    }

    @Test
    void messageInProgressCannotBeReadOrAcknowledged() {
        assertEquals(List.of(IN_PROGRESS), MessageState.predecessorsOf(NEW));
        assertEquals(List.of(NEW, READ, ESCALATED), MessageState.predecessorsOf(ACKNOWLEDGED));
    }
}
