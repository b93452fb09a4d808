mkdir notes
echo 'Buy paper.' >notes/list.txt
reprise segment notes
