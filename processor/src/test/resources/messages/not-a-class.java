package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
interface Shop {}

@HighlyAvailable
enum Color { RED }

@HighlyAvailable
record Pair(int a) {}
