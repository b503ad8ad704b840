package org.permanence.boot;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/// The events one class logs while a test listens.
final class LogLines implements AutoCloseable {

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final AppenderBase<ILoggingEvent> ear = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            heard.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    };

    LogLines(Class<?> of) {
        logger = (Logger) LoggerFactory.getLogger(of);
        ear.start();
        logger.addAppender(ear);
    }

    /// Level and name of each, in their order.
    List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        logger.detachAppender(ear);
    }
}
