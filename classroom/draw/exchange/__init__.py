"""One exchange or several, as a browser's Network panel shows them."""
