/** first: the search for class Plugin, loaded at run time; last: write. */
public class Plug { public static void main(String[] a) throws Exception {
  Runnable r = (Runnable) Class.forName("Plugin").getDeclaredConstructor().newInstance(); r.run(); } }
