package org.permanence.bench;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.asteriskjava.manager.internal.ManagerReader;
import org.asteriskjava.manager.internal.ManagerReaderImpl;
import org.asteriskjava.util.SocketConnectionFacade;
import org.asteriskjava.util.internal.SocketConnectionFacadeImpl;

/// The baseline: Asterisk-Java's own reader on its own socket, up to where it would put the finished event into the
/// queue of its listeners. That queue is left out, which favours the baseline.
final class AsteriskJavaReader {

    private final SocketConnectionFacade socket;
    private long warm;
    private long done;

    AsteriskJavaReader(int port) throws IOException {
        socket = new SocketConnectionFacadeImpl("127.0.0.1", port, false, 5_000, 0);
        socket.write("Action: Login\r\nActionID: x\r\nUsername: bench\r\nSecret: bench\r\n\r\n");
        socket.flush();
    }

    double secondsBetweenMarks() throws ReflectiveOperationException {
        ManagerReader reader = reader();
        reader.setSocket((SocketConnectionFacade) Proxy.newProxyInstance(
                SocketConnectionFacade.class.getClassLoader(),
                new Class<?>[] {SocketConnectionFacade.class},
                (_, method, args) -> method.getName().equals("readLine") ? line() : invoke(method, args)));
        reader.run();
        return (done - warm) / 1e9;
    }

    /// The next line. After the second mark, the stream has ended.
    private String line() throws IOException {
        if (done != 0) {
            throw new IOException("bench: done");
        }
        String line = socket.readLine();
        if (line.equals("UserEvent: BenchWarm")) {
            warm = System.nanoTime();
        } else if (line.equals("UserEvent: BenchDone")) {
            done = System.nanoTime();
        }
        return line;
    }

    private Object invoke(Method method, Object[] args) throws ReflectiveOperationException {
        return method.invoke(socket, args);
    }

    /// Its dispatcher is not public, so a proxy takes the events and drops them.
    private static ManagerReader reader() throws ReflectiveOperationException {
        Class<?> dispatcher = Class.forName("org.asteriskjava.manager.internal.Dispatcher");
        Object ignoringDispatcher =
                Proxy.newProxyInstance(dispatcher.getClassLoader(), new Class<?>[] {dispatcher}, (_, _, _) -> null);
        Constructor<ManagerReaderImpl> constructor = ManagerReaderImpl.class.getConstructor(dispatcher, Object.class);
        return constructor.newInstance(ignoringDispatcher, ignoringDispatcher);
    }
}
